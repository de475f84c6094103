package org.motp.radius.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * What a certificate says about its owner. Immutable.
 *
 * @param subject its distinguished name
 * @param names DNS names and addresses of subjectAltName, and the common name, in lower case
 * @param fingerprint SHA-256 of it, in hex
 */
public record PeerCertificate(X500Principal subject, Set<String> names, String fingerprint) {

  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  public PeerCertificate {
    names = Set.copyOf(names);
  }

  /** Reads it. Names that are malformed are left out. */
  public static PeerCertificate of(X509Certificate certificate) {
    X500Principal subject = certificate.getSubjectX500Principal();
    Set<String> names = new HashSet<>(commonNames(subject));
    names.addAll(alternativeNames(certificate));
    return new PeerCertificate(subject, names, fingerprint(certificate));
  }

  private static Set<String> commonNames(X500Principal subject) {
    Set<String> names = new HashSet<>();
    try {
      for (Rdn rdn : new LdapName(subject.getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          names.add(rdn.getValue().toString().toLowerCase(Locale.ROOT));
        }
      }
    } catch (InvalidNameException e) {
      return Set.of();
    }
    return names;
  }

  private static Set<String> alternativeNames(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        Object value = name.get(1);
        if (name.get(0).equals(DNS)) {
          names.add(value.toString().toLowerCase(Locale.ROOT));
        } else if (name.get(0).equals(ADDRESS)) {
          // Always the text of an address: nothing is looked up.
          names.add(InetAddress.getByName(value.toString()).getHostAddress());
        }
      }
    } catch (CertificateParsingException | UnknownHostException e) {
      return Set.of();
    }
    return names;
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}

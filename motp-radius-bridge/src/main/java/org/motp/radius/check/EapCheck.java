package org.motp.radius.check;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Would a VPN client take the certificate of {@code eap}? What it trusts cannot be known here; all
 * else can.
 */
final class EapCheck {

  private static final String FILE = "eap.certificate-file";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_PURPOSE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final Integer DNS = 2;

  private final Instant now;
  private final Consumer<Finding> findings;

  EapCheck(Instant now, Consumer<Finding> findings) {
    this.now = now;
    this.findings = findings;
  }

  /**
   * Looks at all of them.
   *
   * @param chain the server's own certificate, then those of its issuers
   */
  void run(List<X509Certificate> chain) {
    X509Certificate own = chain.get(0);
    findings.accept(
        Finding.good("VPN clients (EAP) are shown " + subject(own) + ", issued by " + issuer(own)));
    for (X509Certificate certificate : chain) {
      findings.accept(
          Validity.of(
              "the EAP certificate " + subject(certificate),
              certificate,
              now,
              "replace it in " + FILE + "; the file is read again by itself"));
      signature(certificate);
    }
    purpose(own);
    names(own);
    issuers(chain);
  }

  private void signature(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (!selfSigned(certificate) && (algorithm.contains("SHA1") || algorithm.contains("MD5"))) {
      findings.accept(
          Finding.wrong(
              subject(certificate) + " is signed with " + certificate.getSigAlgName(),
              "clients refuse that: have it issued with SHA-256"));
    }
  }

  private void purpose(X509Certificate own) {
    String advice = "have it issued with the extended key usage serverAuth (" + SERVER_AUTH + ")";
    List<String> purposes = purposes(own);
    if (purposes.isEmpty()) {
      findings.accept(
          Finding.doubtful("it names no purpose, and Windows wants that of a server", advice));
    } else if (!purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
      findings.accept(
          Finding.wrong("it is not for servers (no serverAuth): VPN clients refuse it", advice));
    } else {
      findings.accept(Finding.good("it is for servers (serverAuth)"));
    }
    boolean[] usage = own.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      findings.accept(
          Finding.wrong(
              "its key may not sign, which TLS 1.3 and all of today's TLS 1.2 need",
              "have it issued with the key usage digitalSignature"));
    }
  }

  private static List<String> purposes(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null ? List.of() : purposes;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private void names(X509Certificate own) {
    List<String> names = dnsNames(own);
    findings.accept(
        names.isEmpty()
            ? Finding.doubtful(
                "it has no DNS name in subjectAltName; a client that expects one refuses it",
                "have it issued with the name that the clients are told")
            : Finding.good("its names are " + String.join(", ", names)));
  }

  private static List<String> dnsNames(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.get(0).equals(DNS)) {
          names.add(name.get(1).toString());
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }

  private void issuers(List<X509Certificate> chain) {
    for (X509Certificate issuer : chain.subList(1, chain.size())) {
      if (issuer.getBasicConstraints() < 0) {
        findings.accept(
            Finding.wrong(
                subject(issuer) + " may not issue certificates",
                "put the certificate of the authority into " + FILE + " instead"));
      }
    }
    X509Certificate last = chain.get(chain.size() - 1);
    String root = selfSigned(last) ? subject(last) : issuer(last);
    if (chain.size() == 1 && selfSigned(last)) {
      findings.accept(
          Finding.doubtful(
              "it is signed by itself: each client has to trust this very certificate",
              "have it issued by an authority that the clients trust"));
    } else if (chain.size() == 1) {
      findings.accept(
          Finding.doubtful(
              "nothing follows it in the file: clients must have " + root + " as a root",
              "if that is not a root, append its certificate, and those above it, to " + FILE));
    } else {
      findings.accept(Finding.good("its issuers follow it; clients must trust " + root));
    }
  }

  private static boolean selfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static String issuer(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().getName();
  }
}

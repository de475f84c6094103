package org.motp.radius.eap;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates, for servers and for other authorities. */
public final class TestAuthority {

  private static BigInteger serial = BigInteger.ONE;

  private final String name;
  private final KeyPair keys;

  public TestAuthority(String name) {
    this(name, rsa(2048));
  }

  public TestAuthority(String name, KeyPair keys) {
    this.name = name;
    this.keys = keys;
  }

  public static KeyPair rsa(int bits) {
    return pair("RSA", bits);
  }

  public static KeyPair ec(int bits) {
    return pair("EC", bits);
  }

  public X509Certificate issue(String subject, KeyPair to) {
    return issue(subject, to, Duration.ofDays(-1), Duration.ofDays(365));
  }

  public X509Certificate issue(String subject, KeyPair to, Duration from, Duration until) {
    return sign(builder(subject, to, from, until));
  }

  /** For a server of this name, and for these purposes. */
  public X509Certificate issue(String subject, KeyPair to, KeyPurposeId... purposes) {
    try {
      return sign(
          builder(subject, to, Duration.ofDays(-1), Duration.ofDays(365))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, subject)))
              .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes)));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(
      String subject, KeyPair to, Duration from, Duration until) {
    serial = serial.add(BigInteger.ONE);
    return new JcaX509v3CertificateBuilder(
        new X500Principal("CN=" + name),
        serial,
        Date.from(Instant.now().plus(from)),
        Date.from(Instant.now().plus(until)),
        new X500Principal("CN=" + subject),
        to.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The authority's own certificate, signed by itself. */
  public X509Certificate certificate() {
    try {
      return sign(
          builder(name, keys, Duration.ofDays(-1), Duration.ofDays(365))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits, new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

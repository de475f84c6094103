package org.motp.radius.eap;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tls.SignatureScheme;
import org.motp.radius.tls.TlsSettings;

/** What a certificate and its key must be, so that it is found out before a client does. */
final class IdentityRules {

  private static final int LEAST_RSA_BITS = 2048;
  private static final int[] NO_SCHEMES = {};

  private IdentityRules() {}

  static void checkChain(List<X509Certificate> chain, Instant now) throws IOException {
    for (int i = 0; i < chain.size(); i++) {
      X509Certificate certificate = chain.get(i);
      if (now.isAfter(certificate.getNotAfter().toInstant())) {
        throw new IOException(
            subject(certificate) + " ended at " + certificate.getNotAfter().toInstant());
      }
      if (now.isBefore(certificate.getNotBefore().toInstant())) {
        throw new IOException(
            subject(certificate) + " begins only at " + certificate.getNotBefore().toInstant());
      }
      if (i > 0) {
        checkIssued(chain.get(i - 1), certificate);
      }
    }
  }

  private static void checkIssued(X509Certificate certificate, X509Certificate issuer)
      throws IOException {
    try {
      certificate.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          subject(certificate)
              + " is not signed by the certificate that follows it; the server's own comes first,"
              + " then the one that signed it, and so on",
          e);
    }
  }

  /**
   * Checks a key.
   *
   * @return what it can sign, if it is an EC key
   */
  static int[] checkKey(PrivateKey key, X509Certificate certificate) throws IOException {
    if (!belongs(key, certificate)) {
      throw new IOException("does not belong to the certificate " + subject(certificate));
    }
    PublicKey certified = certificate.getPublicKey();
    if (certified instanceof ECPublicKey ec) {
      return new int[] {scheme(ec.getParams().getCurve().getField().getFieldSize())};
    }
    if (!(certified instanceof RSAPublicKey rsa)) {
      throw new IOException("must be an RSA or an EC key");
    }
    if (rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
      throw new IOException("is an RSA key of less than " + LEAST_RSA_BITS + " bits");
    }
    return NO_SCHEMES;
  }

  private static boolean belongs(PrivateKey key, X509Certificate certificate) {
    try {
      return TlsSettings.belongTogether(key, certificate);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static int scheme(int curveBits) throws IOException {
    return switch (curveBits) {
      case 256 -> SignatureScheme.ecdsa_secp256r1_sha256;
      case 384 -> SignatureScheme.ecdsa_secp384r1_sha384;
      case 521 -> SignatureScheme.ecdsa_secp521r1_sha512;
      default -> throw new IOException("is an EC key on none of P-256, P-384 and P-521");
    };
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}

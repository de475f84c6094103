package org.motp.radius.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The files for TLS connections, all PEM.
 *
 * @param caFile certificates that peers are believed by, instead of Java's
 * @param certificateFile the bridge's own certificate, and those that lead to its authority
 * @param keyFile the private key of that certificate (PKCS#8); there if and only if it is
 */
public record TlsSettings(
    Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile) {

  /** Java's authorities, and no certificate of our own. */
  public static final TlsSettings DEFAULT =
      new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());

  private static final char[] NO_PASSWORD = {};

  /**
   * Reads the files.
   *
   * @return empty if there are none, so that Java's own context does
   * @throws IOException if a file cannot be read or does not hold what it should; the message says
   *     what is wrong
   */
  public Optional<SSLContext> context() throws IOException {
    if (caFile.isEmpty() && certificateFile.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("certificate and key do not belong together", e);
    }
  }

  private KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
    if (certificateFile.isEmpty() || keyFile.isEmpty()) {
      return null;
    }
    List<X509Certificate> chain = PemFiles.certificates(certificateFile.get());
    PrivateKey key = PemFiles.privateKey(keyFile.get());
    if (!belongTogether(key, chain.get(0))) {
      throw new IOException("certificate and key do not belong together");
    }
    KeyStore own = emptyStore();
    own.setKeyEntry("bridge", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  /** Whether it is the key of this certificate. */
  public static boolean belongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    if (!algorithm.equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
    signature.initSign(key);
    byte[] proof = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    return signature.verify(proof);
  }

  private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
    if (caFile.isEmpty()) {
      return null;
    }
    KeyStore trusted = emptyStore();
    int count = 0;
    for (X509Certificate certificate : PemFiles.certificates(caFile.get())) {
      trusted.setCertificateEntry("ca-" + count++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}

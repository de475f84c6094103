package org.motp.radius.eap;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The certificate that the bridge shows to EAP clients, with its chain and its key. Immutable and
 * safe for use by several threads.
 */
public final class ServerIdentity {

  private static final int[] RSA_TLS12 = {
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pkcs1_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pkcs1_sha384,
    SignatureScheme.rsa_pkcs1_sha512
  };
  private static final int[] RSA_TLS13 = {
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pss_rsae_sha512
  };

  private final BcTlsCrypto crypto;
  private final List<X509Certificate> chain;
  private final AsymmetricKeyParameter key;
  private final int[] ecSchemes;
  private final TlsCertificate[] encoded;

  private ServerIdentity(
      BcTlsCrypto crypto,
      List<X509Certificate> chain,
      AsymmetricKeyParameter key,
      int[] ecSchemes,
      TlsCertificate[] encoded) {
    this.crypto = crypto;
    this.chain = List.copyOf(chain);
    this.key = key;
    this.ecSchemes = ecSchemes;
    this.encoded = encoded;
  }

  /**
   * Checks a chain of certificates.
   *
   * @param chain the server's own certificate, then those of its issuers, the root left out or not
   * @param now when they have to be valid
   * @return the chain
   * @throws IOException if they cannot be used; the message says why
   */
  public static List<X509Certificate> check(List<X509Certificate> chain, Instant now)
      throws IOException {
    IdentityRules.checkChain(chain, now);
    return chain;
  }

  /**
   * Puts certificates and key together.
   *
   * @param chain as checked
   * @param key an RSA key of at least 2048 bits, or an EC key on P-256, P-384 or P-521
   * @param random for all that TLS needs
   * @throws IOException if the key cannot be used for the certificate; the message says why, and
   *     nothing of the key
   */
  public static ServerIdentity of(List<X509Certificate> chain, PrivateKey key, SecureRandom random)
      throws IOException {
    int[] ecSchemes = IdentityRules.checkKey(key, chain.get(0));
    AsymmetricKeyParameter privateKey = PrivateKeyFactory.createKey(key.getEncoded());
    BcTlsCrypto crypto = new BcTlsCrypto(random);
    TlsCertificate[] encoded = new TlsCertificate[chain.size()];
    for (int i = 0; i < encoded.length; i++) {
      try {
        encoded[i] = crypto.createCertificate(chain.get(i).getEncoded());
      } catch (CertificateException e) {
        throw new IOException("its certificate cannot be encoded", e);
      }
    }
    return new ServerIdentity(crypto, chain, privateKey, ecSchemes, encoded);
  }

  /** The server's own certificate, then those of its issuers. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** When the first certificate of the chain ends. */
  public Instant notAfter() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** The subject of the server's own certificate. */
  public String subject() {
    return chain.get(0).getSubjectX500Principal().getName();
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  boolean rsa() {
    return key instanceof RSAKeyParameters;
  }

  /** What the key can sign, the best first. */
  int[] signatureSchemes(boolean tls13) {
    if (rsa()) {
      return tls13 ? RSA_TLS13 : RSA_TLS12;
    }
    return ecSchemes;
  }

  TlsCredentials signer(
      TlsCryptoParameters parameters, boolean tls13, SignatureAndHashAlgorithm algorithm) {
    return new BcDefaultTlsCredentialedSigner(
        parameters, crypto, key, tls13 ? chain13() : new Certificate(encoded), algorithm);
  }

  private Certificate chain13() {
    CertificateEntry[] entries = new CertificateEntry[encoded.length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new CertificateEntry(encoded[i], null);
    }
    return new Certificate(TlsUtils.EMPTY_BYTES, entries);
  }

  @Override
  public String toString() {
    return subject() + " until " + notAfter();
  }
}

package org.motp.radius.eap;

import java.io.IOException;
import java.util.Arrays;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;

/**
 * The server's side of one handshake: a certificate, forward secrecy, no resumption, no client
 * certificate.
 */
final class TunnelServer extends DefaultTlsServer {

  private static final int KEY_BYTES = 64;

  /** RFC 5281 §8. */
  private static final String LABEL_TLS12 = "ttls keying material";

  /** RFC 9427 §2.1. */
  private static final String LABEL_TLS13 = "EXPORTER_EAP_TLS_Key_Material";

  private static final int EXPORTED_TLS13 = 128;

  private final ServerIdentity identity;
  private final TlsVersion minimum;
  private String version = "";
  private byte[] masterSessionKey = {};

  TunnelServer(ServerIdentity identity, TlsVersion minimum) {
    super(identity.crypto());
    this.identity = identity;
    this.minimum = minimum;
  }

  boolean established() {
    return masterSessionKey.length > 0;
  }

  /** The version that was agreed on, such as {@code TLS 1.3}; empty before. */
  String version() {
    return version;
  }

  /** The master session key, 64 bytes; empty before. */
  byte[] masterSessionKey() {
    return masterSessionKey;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return minimum == TlsVersion.TLS13
        ? ProtocolVersion.TLSv13.only()
        : ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return identity.rsa()
        ? new int[] {
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
          CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
          CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
        }
        : new int[] {
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
          CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        };
  }

  /** Without it no keys may be exported in TLS 1.2 (RFC 7627 §5.4). */
  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  public TlsCredentials getCredentials() throws IOException {
    Vector<?> offered = context.getSecurityParametersHandshake().getClientSigAlgs();
    boolean tls13 = TlsUtils.isTLSv13(context);
    for (int scheme : identity.signatureSchemes(tls13)) {
      SignatureAndHashAlgorithm algorithm = SignatureScheme.getSignatureAndHashAlgorithm(scheme);
      if (offered != null && offered.contains(algorithm)) {
        return identity.signer(new TlsCryptoParameters(context), tls13, algorithm);
      }
    }
    throw new TlsFatalAlert(
        AlertDescription.handshake_failure, "the client knows no signature of our certificate");
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    version = context.getServerVersion().getName();
    // The secrets that it is made of are gone after this.
    masterSessionKey =
        TlsUtils.isTLSv13(context)
            ? Arrays.copyOf(
                context.exportKeyingMaterial(
                    LABEL_TLS13, new byte[] {EapType.TTLS}, EXPORTED_TLS13),
                KEY_BYTES)
            : context.exportKeyingMaterial(LABEL_TLS12, null, KEY_BYTES);
  }
}

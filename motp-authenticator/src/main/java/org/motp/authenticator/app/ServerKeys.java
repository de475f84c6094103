package org.motp.authenticator.app;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.motp.authenticator.crypto.Hkdf;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppSecrets;

/**
 * The server's ephemeral private key of one registration. The page's one-time code and initial key
 * are derived from it, so that a reload shows the same ones and nothing else has to be kept.
 *
 * @param scalar 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerKeys(byte[] scalar) {
  private static final byte[] NO_SALT = {};
  private static final int CODE_BYTES = 16;
  private static final int INITIAL_KEY_BYTES = 8;

  /** A new one, with what follows from it. */
  static AppSecrets generate(SecureRandom random) {
    KeyPair pair = P256.generate(random);
    ServerKeys keys = new ServerKeys(P256.scalar((ECPrivateKey) pair.getPrivate()));
    return new AppSecrets(
        keys.scalar,
        base64(P256.point((ECPublicKey) pair.getPublic())),
        keys.code(),
        keys.initialKey().characters(),
        keys.initialKey().lookup());
  }

  /** The one-time code of the QR code: 128 bits in base64url. */
  String code() {
    return base64(derive("motp registration code", CODE_BYTES));
  }

  InitialKey initialKey() {
    return InitialKey.of(derive("motp initial key", INITIAL_KEY_BYTES));
  }

  /** The secret that it shares with a phone. */
  byte[] sharedWith(ECPublicKey phone) {
    return P256.sharedSecret(P256.privateKey(scalar), phone);
  }

  private byte[] derive(String info, int length) {
    return Hkdf.derive(scalar, NO_SALT, info.getBytes(StandardCharsets.US_ASCII), length);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "ServerKeys";
  }
}

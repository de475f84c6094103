package org.motp.authenticator.notification.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.motp.authenticator.crypto.Hkdf;
import org.motp.authenticator.crypto.P256;

/**
 * Encrypts a message for the browser behind a subscription (RFC 8291, aes128gcm of RFC 8188), in
 * one record. Stateless and thread-safe.
 */
final class PushEncryption {
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int RECORD_SIZE = 4096;

  /** RFC 8188 section 2: ends the last record. */
  private static final byte LAST_RECORD = 2;

  private PushEncryption() {}

  /** Encrypts with a salt and a pair of keys made for this one message. */
  static byte[] encrypt(byte[] message, Subscription to, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return encrypt(message, to, P256.generate(random), salt);
  }

  /**
   * Encrypts with a given salt and pair of keys.
   *
   * @param message at most 3993 bytes
   */
  static byte[] encrypt(byte[] message, Subscription to, KeyPair sender, byte[] salt) {
    byte[] senderPoint = P256.point((ECPublicKey) sender.getPublic());
    byte[] shared = P256.sharedSecret((ECPrivateKey) sender.getPrivate(), to.publicKey());
    byte[] info = join(text("WebPush: info\0"), P256.point(to.publicKey()), senderPoint);
    byte[] keying = Hkdf.derive(shared, to.authSecret(), info, P256.SCALAR_BYTES);
    byte[] key = Hkdf.derive(keying, salt, text("Content-Encoding: aes128gcm\0"), KEY_BYTES);
    byte[] nonce = Hkdf.derive(keying, salt, text("Content-Encoding: nonce\0"), NONCE_BYTES);
    byte[] header =
        ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1 + P256.POINT_BYTES)
            .put(salt)
            .putInt(RECORD_SIZE)
            .put((byte) P256.POINT_BYTES)
            .put(senderPoint)
            .array();
    byte[] padded = Arrays.copyOf(message, message.length + 1);
    padded[message.length] = LAST_RECORD;
    if (header.length + padded.length + TAG_BITS / 8 > RECORD_SIZE) {
      throw new IllegalArgumentException("a push message of " + message.length + " bytes");
    }
    return join(header, seal(padded, key, nonce));
  }

  private static byte[] seal(byte[] record, byte[] key, byte[] nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(record);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  private static byte[] text(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}

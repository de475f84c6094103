package org.motp.tests.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.motp.tests.house.PushService;

/**
 * The browser's side of push messages, as RFC 8291 describes it; shares no code with the provider.
 */
public final class PushReader {
  private final KeyPair keys = AppProtocol.newKeys();
  private final byte[] auth = new byte[16];

  public PushReader() {
    new SecureRandom().nextBytes(auth);
  }

  public String p256dh() {
    return AppProtocol.base64(AppProtocol.point(keys.getPublic()));
  }

  public String auth() {
    return AppProtocol.base64(auth);
  }

  /** What a message says. */
  public String reads(PushService.Message message) {
    ByteBuffer body = ByteBuffer.wrap(message.body());
    byte[] salt = new byte[16];
    body.get(salt);
    int recordSize = body.getInt();
    byte[] sender = new byte[body.get()];
    body.get(sender);
    byte[] sealed = new byte[body.remaining()];
    body.get(sealed);
    if (sealed.length > recordSize) {
      throw new AssertionError("more than one record");
    }
    byte[] info =
        AppProtocol.join(ascii("WebPush: info\0"), AppProtocol.point(keys.getPublic()), sender);
    byte[] keying = AppProtocol.hkdf(AppProtocol.agree(keys.getPrivate(), sender), auth, info, 32);
    byte[] key = AppProtocol.hkdf(keying, salt, ascii("Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = AppProtocol.hkdf(keying, salt, ascii("Content-Encoding: nonce\0"), 12);
    byte[] padded = open(key, nonce, sealed);
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    if (padded[end] != 2) {
      throw new AssertionError("not the last record");
    }
    return new String(Arrays.copyOf(padded, end), StandardCharsets.UTF_8);
  }

  private static byte[] open(byte[] key, byte[] nonce, byte[] sealed) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the message cannot be read", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

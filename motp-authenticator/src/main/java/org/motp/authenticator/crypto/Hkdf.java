package org.motp.authenticator.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), which Java has only from version 25 on. */
public final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MOST_BLOCKS = 255;

  private Hkdf() {}

  /**
   * Extracts and expands.
   *
   * @param input input keying material
   * @param salt may be empty
   * @param length of the output in bytes, 1 to 8160
   */
  public static byte[] derive(byte[] input, byte[] salt, byte[] info, int length) {
    if (length < 1 || length > MOST_BLOCKS * HASH_BYTES) {
      throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes, not " + length);
    }
    // An empty salt is one of zeros (RFC 5869 section 2.2), and Java's HMAC takes no empty key.
    byte[] key = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, input);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, counter = 1; done < length; done += HASH_BYTES, counter++) {
      block = hmac(key, block, info, new byte[] {(byte) counter});
      System.arraycopy(block, 0, output, done, Math.min(HASH_BYTES, length - done));
    }
    Arrays.fill(key, (byte) 0);
    return output;
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + HMAC, e);
    }
  }
}

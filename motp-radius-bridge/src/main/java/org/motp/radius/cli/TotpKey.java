package org.motp.radius.cli;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an authenticator app, so that a script can log in: TOTP (RFC 6238) with SHA-1, six
 * digits and 30 seconds, as the apps' default is. Immutable.
 */
final class TotpKey {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECONDS = 30;

  private final byte[] key;

  private TotpKey(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a key as apps show it: Base32 (RFC 4648), in any case, with or without spaces, dashes and
   * padding.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  static TotpKey parse(String base32) {
    String text = base32.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    int bits = 0;
    int buffer = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = ALPHABET.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("the key is not Base32 (A to Z and 2 to 7)");
      }
      buffer = buffer << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    if (bytes.position() < 10) {
      throw new IllegalArgumentException("the key is too short");
    }
    return new TotpKey(bytes.array());
  }

  /** The code at a time. */
  String code(Instant time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      long step = Math.floorDiv(time.getEpochSecond(), SECONDS);
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = digest[digest.length - 1] & 0xf;
      int number = ByteBuffer.wrap(digest, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}

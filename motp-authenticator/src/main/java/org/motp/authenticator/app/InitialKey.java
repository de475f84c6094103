package org.motp.authenticator.app;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * 初始金鑰: what a user types into the app where no camera reads the QR code. Sixty random bits as
 * twelve characters of Crockford's Base32, to which a check character is added on the page.
 * Immutable.
 *
 * @param characters the twelve characters, upper case
 */
record InitialKey(String characters) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 12;
  private static final int BITS = 5;

  /** Twelve characters of the alphabet. */
  static final String PATTERN = "[0-9A-HJKMNP-TV-Z]{" + CHARACTERS + "}";

  /** x⁵ + x² + 1, by which GF(2⁵) is made. */
  private static final int POLYNOMIAL = 0b100101;

  private static final int LOOKUP_DIGITS = 6;
  private static final String LOOKUP = "motp-initial-key";

  /**
   * A key of random bits.
   *
   * @param random eight bytes or more, of which the first sixty bits are taken
   */
  static InitialKey of(byte[] random) {
    StringBuilder characters = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      int value = 0;
      for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
        value = (value << 1) | ((random[bit / 8] >> (7 - bit % 8)) & 1);
      }
      characters.append(ALPHABET.charAt(value));
    }
    return new InitialKey(characters.toString());
  }

  /** What the page shows: {@code XXXX-XXXX-XXXX-X}. */
  String shown() {
    return characters.replaceAll("(.{4})", "$1-") + check();
  }

  /** By what the app asks whose key this is, without giving it away: six hexadecimal digits. */
  String lookup() {
    byte[] hash = Sha256.of((LOOKUP + characters).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, LOOKUP_DIGITS);
  }

  /**
   * Tells one wrong character, and two that were exchanged: each character counts with a power of x
   * of its own.
   */
  private char check() {
    int check = 0;
    for (int i = 0; i < CHARACTERS; i++) {
      check = (check ^ ALPHABET.indexOf(characters.charAt(i))) << 1;
      check = check >> BITS == 0 ? check : check ^ POLYNOMIAL;
    }
    return ALPHABET.charAt(check);
  }

  @Override
  public String toString() {
    return "InitialKey";
  }
}

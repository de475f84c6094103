package org.motp.authenticator.otp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A code as a user typed it, brought into the form in which codes are compared.
 *
 * <p>Spaces are dropped and full-width characters, which Chinese and Japanese keyboards produce,
 * become ordinary ones. What is then not exactly a code is none: it is refused without being
 * compared. Immutable; {@link #toString()} does not tell the code.
 */
public final class TypedCode {

  /** Longer input is no code with some spaces in it. */
  private static final int MAX_TYPED = 64;

  private static final int FULL_WIDTH_FIRST = 0xff01;
  private static final int FULL_WIDTH_LAST = 0xff5e;
  private static final int FULL_WIDTH_DISTANCE = 0xfee0;

  private final String value;

  private TypedCode(String value) {
    this.value = value;
  }

  /**
   * Reads a code of decimal digits.
   *
   * @param typed what the user typed; may be null
   * @param digits how many digits the token's codes have
   * @return empty unless exactly so many digits were typed
   */
  public static Optional<TypedCode> decimal(String typed, int digits) {
    return read(typed, digits, c -> c >= '0' && c <= '9');
  }

  /**
   * Reads a code of {@link MobileOtp}; upper case becomes lower case.
   *
   * @param typed what the user typed; may be null
   * @return empty unless exactly six hexadecimal digits were typed
   */
  public static Optional<TypedCode> mobileOtp(String typed) {
    return read(typed, MobileOtp.LENGTH, HexFormat::isHexDigit);
  }

  private static Optional<TypedCode> read(String typed, int length, IntPredicate allowed) {
    if (typed == null || typed.length() > MAX_TYPED) {
      return Optional.empty();
    }
    int[] characters =
        typed
            .chars()
            .filter(c -> !Character.isSpaceChar(c) && !Character.isWhitespace(c))
            .map(TypedCode::plain)
            .toArray();
    if (characters.length != length) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder(length);
    for (int character : characters) {
      if (!allowed.test(character)) {
        return Optional.empty();
      }
      code.append((char) character);
    }
    return Optional.of(new TypedCode(code.toString()));
  }

  private static int plain(int character) {
    int narrow =
        character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST
            ? character - FULL_WIDTH_DISTANCE
            : character;
    return narrow >= 'A' && narrow <= 'Z' ? narrow + ('a' - 'A') : narrow;
  }

  /**
   * Whether this is the expected code. The time that the answer takes does not depend on where the
   * two differ.
   */
  public boolean matches(String expected) {
    return MessageDigest.isEqual(bytes(expected), bytes(value));
  }

  private static byte[] bytes(String code) {
    return code.getBytes(StandardCharsets.US_ASCII);
  }

  /** The code itself, lower case and without spaces; not for logs. */
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "TypedCode of " + value.length() + " characters";
  }
}

package org.motp.authenticator.helpdesk.seed;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/** The fields that all formats write alike, and what a token may be made of. */
final class TokenFields {
  static final String DEFAULT_DIGITS = "6";
  static final String DEFAULT_PERIOD = "30";

  private static final int SHORTEST_PERIOD = 10;
  private static final int LONGEST_PERIOD = 300;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final Pattern HASH = Pattern.compile("(?:HMAC-?)?SHA-?(1|256|512)");

  private TokenFields() {}

  static String serial(String written) throws BadRowException {
    if (written.isBlank()) {
      throw new BadRowException("there is no serial");
    }
    return HardwareToken.serial(written)
        .orElseThrow(
            () ->
                new BadRowException(
                    "the serial is longer than 64 characters or has others than"
                        + " letters, digits and . _ / : -"));
  }

  /** The hash function of a name such as {@code sha256} or {@code HMAC-SHA256}; SHA-1 of "". */
  static HashAlgorithm hash(String name) throws BadRowException {
    if (name.isBlank()) {
      return HashAlgorithm.SHA1;
    }
    Matcher matcher = HASH.matcher(name.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new BadRowException("its hash function is none of SHA-1, SHA-256 and SHA-512");
    }
    return HashAlgorithm.valueOf("SHA" + matcher.group(1));
  }

  static BigInteger number(String text, String what) throws BadRowException {
    String digits = text.strip();
    if (!NUMBER.matcher(digits).matches()) {
      throw new BadRowException(what + " is not a number");
    }
    return new BigInteger(digits);
  }

  static CodeAlgorithm totp(HashAlgorithm hash, BigInteger digits, BigInteger periodSeconds)
      throws BadRowException {
    int period = within(periodSeconds, SHORTEST_PERIOD, LONGEST_PERIOD, "the time interval");
    return new CodeAlgorithm(CodeAlgorithm.Kind.TOTP, hash, digits(digits), period);
  }

  static CodeAlgorithm hotp(HashAlgorithm hash, BigInteger digits) throws BadRowException {
    return new CodeAlgorithm(CodeAlgorithm.Kind.HOTP, hash, digits(digits), 0);
  }

  private static int digits(BigInteger digits) throws BadRowException {
    return within(digits, 6, 8, "the number of digits");
  }

  private static int within(BigInteger number, int least, int most, String what)
      throws BadRowException {
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new BadRowException("%s is not within %d and %d".formatted(what, least, most));
    }
    return number.intValueExact();
  }
}

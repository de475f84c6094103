package org.motp.authenticator.token;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hardware token as its manufacturer delivers it, on its way into the {@link Inventory}. What an
 * exception here says may be shown to an administrator: it never contains the key.
 *
 * @param serial as {@link #serial(String)} makes it; unique in a realm
 * @param algorithm how it makes its codes
 * @param key the secret, 16 (RFC 4226 §4, R6) to 128 bytes; neither kept in a log nor compared
 * @param counter counter of the next code, unsigned 64 bit; 0 for time-based tokens
 * @param starts when its validity starts, in seconds since the epoch, or null
 * @param expires when its validity ends, in seconds since the epoch, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HardwareToken(
    String serial,
    CodeAlgorithm algorithm,
    byte[] key,
    BigInteger counter,
    Long starts,
    Long expires) {

  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_KEY = 128;
  private static final int LARGEST_COUNTER_BITS = 64;
  private static final int LONGEST_SERIAL = 64;
  private static final Pattern SERIAL = Pattern.compile("[A-Z0-9][A-Z0-9._/:-]*");

  /**
   * @throws IllegalArgumentException that says what is out of range
   */
  public HardwareToken {
    if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "the key has %d bytes and must have %d to %d"
              .formatted(key.length, SHORTEST_KEY, LONGEST_KEY));
    }
    if (counter.signum() < 0 || counter.bitLength() > LARGEST_COUNTER_BITS) {
      throw new IllegalArgumentException("the counter is no unsigned 64-bit number");
    }
    if (starts != null && expires != null && starts >= expires) {
      throw new IllegalArgumentException("its validity ends before it starts");
    }
  }

  /**
   * The one spelling of a serial, so that it is found again however somebody copies it from the
   * back of the device: upper case, full-width characters as ordinary ones, no spaces around.
   *
   * @param written may be null
   * @return empty when it is no serial: too long (64), or with other characters than letters,
   *     digits and {@code . _ / : -}
   */
  public static Optional<String> serial(String written) {
    if (written == null || written.length() > 2 * LONGEST_SERIAL) {
      return Optional.empty();
    }
    String plain =
        Normalizer.normalize(written, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    return Optional.of(plain)
        .filter(serial -> serial.length() <= LONGEST_SERIAL && SERIAL.matcher(serial).matches());
  }

  /** What LAST_STEP is before the first code. */
  BigInteger lastStep() {
    return counter.subtract(BigInteger.ONE);
  }

  @Override
  public String toString() {
    return "HardwareToken[" + serial + ", " + algorithm + "]";
  }
}

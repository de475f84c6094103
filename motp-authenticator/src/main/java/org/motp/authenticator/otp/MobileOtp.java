package org.motp.authenticator.otp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The legacy algorithm of motp.sourceforge.net: six hexadecimal digits of an MD5 digest, which
 * change every ten seconds and depend on a PIN. It is weak and only for tokens that know no other.
 *
 * <p>Immutable and safe for use by several threads. There is no clock inside.
 */
public final class MobileOtp {

  /** Length of a code, in hexadecimal digits. */
  public static final int LENGTH = 6;

  private static final int PERIOD_SECONDS = 10;

  /**
   * The time step that contains a moment.
   *
   * @param epochSeconds seconds since 1970-01-01T00:00:00Z, 0 or more
   * @throws IllegalArgumentException if the moment lies before 1970
   */
  public long step(long epochSeconds) {
    return TimeStep.containing(epochSeconds, PERIOD_SECONDS);
  }

  /**
   * The code of one time step.
   *
   * @param secret the initial secret as text, usually 16 or 32 hexadecimal digits; upper case is
   *     read as lower case, as the apps do
   * @param pin the user's PIN as text
   * @param step a time step as {@link #step} counts them, 0 or more
   * @return six lower-case hexadecimal digits
   * @throws IllegalArgumentException if the step is negative
   */
  public String code(String secret, String pin, long step) {
    String text = TimeStep.requireValid(step) + secret.toLowerCase(Locale.ROOT) + pin;
    return HexFormat.of().formatHex(md5(text)).substring(0, LENGTH);
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no MD5", e);
    }
  }
}

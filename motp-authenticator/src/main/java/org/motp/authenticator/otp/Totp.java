package org.motp.authenticator.otp;

/**
 * Time-based one-time passwords (RFC 6238), counted from the Unix epoch.
 *
 * <p>Authenticator apps agree only on SHA-1, 6 digits and 30 seconds: Google Authenticator refuses
 * other hash functions and ignores other periods, Microsoft Authenticator ignores all three.
 *
 * <p>Immutable and safe for use by several threads. There is no clock inside.
 */
public final class Totp {

  private final Hotp hotp;
  private final int periodSeconds;

  /**
   * @param algorithm the hash function of the HMAC
   * @param digits length of the codes, 6 to 8
   * @param periodSeconds how long one code is valid, in seconds, at least 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public Totp(HashAlgorithm algorithm, int digits, int periodSeconds) {
    if (periodSeconds < 1) {
      throw new IllegalArgumentException("A period is at least 1 second, not " + periodSeconds);
    }
    this.hotp = new Hotp(algorithm, digits);
    this.periodSeconds = periodSeconds;
  }

  /** The hash function of the HMAC. */
  public HashAlgorithm algorithm() {
    return hotp.algorithm();
  }

  /** Length of the codes, 6 to 8. */
  public int digits() {
    return hotp.digits();
  }

  /** How long one code is valid, in seconds. */
  public int periodSeconds() {
    return periodSeconds;
  }

  /**
   * The time step that contains a moment.
   *
   * @param epochSeconds seconds since 1970-01-01T00:00:00Z, 0 or more
   * @throws IllegalArgumentException if the moment lies before 1970
   */
  public long step(long epochSeconds) {
    return TimeStep.containing(epochSeconds, periodSeconds);
  }

  /**
   * The code of one time step.
   *
   * @param key the shared key, not empty; neither kept nor changed
   * @param step a time step as {@link #step} counts them, 0 or more
   * @return exactly {@link #digits()} decimal digits
   * @throws IllegalArgumentException if the key is empty or the step negative
   */
  public String code(byte[] key, long step) {
    return hotp.code(key, TimeStep.requireValid(step));
  }
}

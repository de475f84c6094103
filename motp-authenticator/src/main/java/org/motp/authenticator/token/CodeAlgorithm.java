package org.motp.authenticator.token;

import org.motp.authenticator.otp.HashAlgorithm;

/**
 * How a token makes its codes. The text form, such as {@code TOTP-SHA1-6-30}, is what the database
 * holds and what the encryption of the key authenticates.
 *
 * @param kind TOTP (RFC 6238), HOTP (RFC 4226) or Mobile-OTP
 * @param hash the HMAC's hash; of no meaning for Mobile-OTP
 * @param digits 6 to 8; always 6 for Mobile-OTP
 * @param periodSeconds length of a time step; 0 for HOTP, 10 for Mobile-OTP
 */
public record CodeAlgorithm(Kind kind, HashAlgorithm hash, int digits, int periodSeconds) {

  /** The family of algorithms. */
  public enum Kind {
    /** RFC 6238. */
    TOTP,
    /** RFC 4226. */
    HOTP,
    /** Mobile-OTP: MD5 over time, secret and PIN; six hexadecimal digits. */
    MOTP
  }

  /** What every authenticator app understands: TOTP, SHA-1, six digits, 30 seconds. */
  public static final CodeAlgorithm DEFAULT =
      new CodeAlgorithm(Kind.TOTP, HashAlgorithm.SHA1, 6, 30);

  public CodeAlgorithm {
    if (digits < 6 || digits > 8) {
      throw new IllegalArgumentException("digits must be 6 to 8, not " + digits);
    }
    if (kind == Kind.HOTP ? periodSeconds != 0 : periodSeconds < 1) {
      throw new IllegalArgumentException("a period of " + periodSeconds + " s is none for " + kind);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static CodeAlgorithm parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not an algorithm: " + text);
    }
    return new CodeAlgorithm(
        Kind.valueOf(parts[0]),
        HashAlgorithm.valueOf(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  @Override
  public String toString() {
    return kind + "-" + hash + "-" + digits + "-" + periodSeconds;
  }
}

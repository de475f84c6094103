package org.motp.radius.login;

/** How a user hands over password and code. */
public enum LoginMode {
  /** The password first; then the code, as the answer to a challenge. */
  CHALLENGE,
  /**
   * Password and code in one field, decided at once. A field without a code is an ordinary first
   * leg, which may end in a challenge: who cannot show one has to treat it as a Reject (RFC 2865
   * §2.1).
   */
  APPEND,
  /** The NAS has checked the password itself, and the field holds the code alone. */
  OTP_ONLY,
  /**
   * As {@link #CHALLENGE}; but whoever has the wrong password or no token is asked for a code all
   * the same, so that nobody learns anything about a password without a code.
   */
  ALWAYS_CHALLENGE
}

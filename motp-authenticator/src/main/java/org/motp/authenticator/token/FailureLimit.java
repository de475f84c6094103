package org.motp.authenticator.token;

/**
 * What wrong codes cost: every tenth in a row locks the token, each time for twice as long, and the
 * hundredth disables it (NIST SP 800-63B-4 §3.2.2).
 */
final class FailureLimit {
  /** Wrong codes after which a token is disabled until it is registered anew. */
  static final int DISABLED_AT = 100;

  /** How long the same wrong code, sent again, counts as one; VPN clients resend. */
  static final int REPEAT_SECONDS = 120;

  private static final int LOCKED_EVERY = 10;

  private FailureLimit() {}

  /** Seconds that the given number of failures locks a token for: 60, 120, 240 …, mostly 0. */
  static long lockSeconds(int failures) {
    if (failures % LOCKED_EVERY != 0 || failures <= 0 || failures >= DISABLED_AT) {
      return 0;
    }
    return 60L << (failures / LOCKED_EVERY - 1);
  }
}

package org.motp.authenticator.token;

import java.math.BigInteger;

/**
 * A token as it stood in the database when it was read; holds nothing secret. Immutable.
 *
 * @param id primary key
 * @param realmId realm that it belongs to
 * @param userId its user, or null while it lies in the inventory
 * @param serial eight upper-case hexadecimal digits, or the manufacturer's; unique in the realm
 * @param lastStep TOTP step or HOTP counter (unsigned 64 bit) of the last accepted code; −1 if none
 * @param drift how many steps the device's clock is ahead of the server's
 * @param failures wrong codes since the last success
 * @param lockedUntil end of the lock in seconds since the epoch, or null
 * @param expires end of validity in seconds since the epoch, or null
 * @param changed when the state last changed, in seconds since the epoch
 * @param lastUsed last accepted code, in seconds since the epoch, or null
 */
public record Token(
    String id,
    String realmId,
    String userId,
    String serial,
    TokenType type,
    CodeAlgorithm algorithm,
    TokenState state,
    BigInteger lastStep,
    int drift,
    int failures,
    Long lockedUntil,
    Long expires,
    long changed,
    Long lastUsed) {

  /** Whether wrong codes have locked it at this time, in seconds since the epoch. */
  public boolean lockedAt(long now) {
    return lockedUntil != null && lockedUntil > now;
  }

  /** Whether its validity has ended at this time, in seconds since the epoch. */
  public boolean expiredAt(long now) {
    return expires != null && expires <= now;
  }

  /** Whether a code of it can be accepted at this time, in seconds since the epoch. */
  public boolean usableAt(long now) {
    return state == TokenState.ACTIVE && !lockedAt(now) && !expiredAt(now);
  }

  /** The message key of the state that its user is shown at this time. */
  public String stateMessageKey(long now) {
    return "motp-state-" + shownState(now);
  }

  /**
   * The state that its user is shown at this time: a stored one, {@code expired} or {@code locked}.
   */
  public String shownState(long now) {
    if (state != TokenState.ACTIVE) {
      return state.text();
    }
    return expiredAt(now) ? "expired" : lockedAt(now) ? "locked" : state.text();
  }
}

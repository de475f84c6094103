package org.motp.authenticator.token;

import java.util.Locale;

/**
 * The stored state of a token (裝置狀態). Locked and expired are not states: they follow from {@link
 * Token#lockedUntil()} and {@link Token#expires()}.
 */
public enum TokenState {
  /** Made, but no code has proven it yet (初始). */
  INITIAL,
  /** Its codes are accepted (啟用). */
  ACTIVE,
  /** Stopped after too many failures, or by an administrator (停用). */
  DISABLED,
  /** Reported lost by its user or the helpdesk (遺失). */
  LOST,
  /** Unbound for good (註銷). */
  REVOKED;

  /** Its name in messages and in answers to the app. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

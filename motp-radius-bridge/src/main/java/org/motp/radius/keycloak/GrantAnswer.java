package org.motp.radius.keycloak;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What Keycloak answered to one leg of a login. */
public sealed interface GrantAnswer {

  /**
   * The login is complete.
   *
   * @param claims those of the verified access token
   */
  record Granted(Map<String, Object> claims) implements GrantAnswer {}

  /**
   * A code is wanted.
   *
   * @param mfaToken the handle of the second leg, URL-safe, 1 to 128 characters
   */
  record CodeWanted(String mfaToken, Optional<String> message) implements GrantAnswer {
    @Override
    public String toString() {
      return "CodeWanted";
    }
  }

  /**
   * The phone was asked and has not answered.
   *
   * @param interval how long to wait before asking again
   * @param unseen whether the user needs the message before the phone can be answered
   */
  record Pending(String mfaToken, Duration interval, boolean unseen, Optional<String> message)
      implements GrantAnswer {
    @Override
    public String toString() {
      return "Pending";
    }
  }

  /**
   * The password was right, and the user has to do something in the browser first.
   *
   * @param error the OAuth error code
   */
  record SetupWanted(String error, Optional<String> message) implements GrantAnswer {}

  /** No. Wrong, unknown, locked and disabled look the same. */
  record Refused(String error) implements GrantAnswer {}

  /**
   * Keycloak is not there for us, or we are misconfigured.
   *
   * @param reason for the log
   * @param untouched whether it is certain that nothing came of the request, so that it may be
   *     repeated
   * @param connected whether somebody was there to take the request
   */
  record Unavailable(String reason, boolean untouched, boolean connected) implements GrantAnswer {

    /** Somebody took the request. */
    public Unavailable(String reason, boolean untouched) {
      this(reason, untouched, true);
    }
  }

  /**
   * Keycloak said yes with a token that cannot be believed: for another client, by another issuer,
   * not signed by the realm, expired. The code is used up.
   *
   * @param reason for the log
   */
  record Untrusted(String reason) implements GrantAnswer {}
}

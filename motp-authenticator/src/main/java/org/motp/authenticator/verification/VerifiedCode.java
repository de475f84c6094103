package org.motp.authenticator.verification;

import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.motp.authenticator.token.Token;

/**
 * The trace that an accepted code leaves in its login: for the events, the mail, and a new token.
 */
public final class VerifiedCode {
  /** Event detail and authentication note: serial of the token whose code was accepted. */
  public static final String SERIAL = "motp_serial";

  private static final String WAY = "motp_way";
  private static final String APPROVAL = "approval";
  private static final String VERIFIED_AT = "motp_verified_at";
  private static final int RECENT_SECONDS = 300;

  private VerifiedCode() {}

  /** Notes in a login that a code of this token was accepted. */
  public static void remember(
      AuthenticationSessionModel authSession, EventBuilder event, Token token) {
    authSession.setUserSessionNote(VERIFIED_AT, Long.toString(Time.currentTimeSeconds()));
    name(authSession, event, token);
  }

  /**
   * Notes in a login that it was approved on the phone of this token. That is no code: who lets
   * himself be talked into one approval must not lose the account to a new token for it.
   */
  static void rememberApproval(
      AuthenticationSessionModel authSession, EventBuilder event, Token token) {
    name(authSession, event, token);
    event.detail(WAY, APPROVAL);
  }

  private static void name(
      AuthenticationSessionModel authSession, EventBuilder event, Token token) {
    authSession.setAuthNote(SERIAL, token.serial());
    event.detail(SERIAL, token.serial());
  }

  /**
   * Whether a code was accepted in this login within five minutes: then nobody asks for a second
   * one, for which the user would have to wait.
   */
  public static boolean isRecent(
      KeycloakSession session, RealmModel realm, AuthenticationSessionModel authSession) {
    String inThisLogin = authSession.getUserSessionNotes().get(VERIFIED_AT);
    if (inThisLogin != null) {
      return recent(inThisLogin);
    }
    UserSessionModel userSession =
        session.sessions().getUserSession(realm, authSession.getParentSession().getId());
    return userSession != null
        && userSession.getUser().equals(authSession.getAuthenticatedUser())
        && recent(userSession.getNote(VERIFIED_AT));
  }

  private static boolean recent(String epochSeconds) {
    return epochSeconds != null
        && Long.parseLong(epochSeconds) > Time.currentTimeSeconds() - RECENT_SECONDS;
  }
}

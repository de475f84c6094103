package org.motp.authenticator.verification;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.common.util.Time;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.urls.UrlType;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;

/**
 * One direct grant: what both legs share, and the answers of the protocol between the bridge and
 * Keycloak. Every answer is a Response: an exception would roll the request back, and a failure
 * without a Response ends in HTTP 500.
 */
final class DirectGrant {
  private static final String REGISTER = "motp-register";
  private static final int POLL_SECONDS = 1;

  private final AuthenticationFlowContext context;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final LoginOrigin origin;

  DirectGrant(AuthenticationFlowContext context) {
    this.context = context;
    this.session = context.getSession();
    this.realm = context.getRealm();
    this.origin = LoginOrigin.of(context);
  }

  LoginOrigin origin() {
    return origin;
  }

  /** A form parameter, if it is there and not empty. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(context.getHttpRequest().getDecodedFormParameters().getFirst(name))
        .filter(value -> !value.isEmpty());
  }

  UserTokens tokensOf(UserModel user) {
    return new UserTokens(session, realm, user);
  }

  /** Whether the user may not log in at all, whatever the code is. */
  boolean barred(UserModel user) {
    String bruteForce = AuthenticatorUtils.getDisabledByBruteForceEventError(context, user);
    if (bruteForce == null && user.isEnabled()) {
      return false;
    }
    refuse(bruteForce == null ? Errors.USER_DISABLED : bruteForce);
    return true;
  }

  /**
   * Whether something else than a code has to be done first, in the browser. Asked before a code is
   * touched: Keycloak itself asks afterwards, when the code is spent.
   */
  boolean unfinished(UserModel user) {
    AuthenticationSessionModel authSession = context.getAuthenticationSession();
    AuthenticationManager.evaluateRequiredActionTriggers(
        session, authSession, context.getHttpRequest(), context.getEvent(), realm, user);
    boolean anyBound = tokensOf(user).anyBound();
    boolean other =
        Stream.concat(user.getRequiredActionsStream(), authSession.getRequiredActions().stream())
            .anyMatch(action -> anyBound || !action.equals(REGISTER));
    if (other) {
      context.getEvent().user(user).error(Errors.RESOLVE_REQUIRED_ACTIONS);
      answer("account_setup_required", "motp-vpn-account-setup");
    } else if (!anyBound) {
      context
          .getEvent()
          .user(user)
          .detail("reason", "no token")
          .error(Errors.RESOLVE_REQUIRED_ACTIONS);
      answer("enrollment_required", "motp-vpn-enroll");
    }
    return other || !anyBound;
  }

  private void answer(String error, String messageKey) {
    context.forceChallenge(
        json(Map.of("error", error, "message", message(messageKey, accountUrl()))));
  }

  private String accountUrl() {
    return RealmsResource.accountUrl(
            session.getContext().getUri(UrlType.FRONTEND).getBaseUriBuilder())
        .build(realm.getName())
        .toString();
  }

  /** A login whose password was right. */
  Challenge begin(UserModel user, int lifetimeSeconds) {
    return new Challenge(
        realm.getId(),
        context.getAuthenticationSession().getClient().getId(),
        user.getId(),
        origin.nas(),
        origin.clientIp().orElse(""),
        Challenge.ANSWERS,
        Time.currentTimeSeconds() + lifetimeSeconds,
        Optional.empty());
  }

  /** Asks for the code of a user whose password was right. */
  void ask(UserModel user, Challenge challenge, boolean phone) {
    // No LOGIN and no LOGIN_ERROR: nobody is logged in yet, and nothing went wrong.
    context
        .getEvent()
        .clone()
        .event(EventType.CUSTOM_REQUIRED_ACTION)
        .user(user)
        .detail("mfa_required", "true")
        .success();
    askAgain(challenge, phone ? "motp-vpn-prompt-phone" : "motp-vpn-prompt");
  }

  /** Asks for a code, with nothing that went wrong before. */
  void askAgain(Challenge challenge, String messageKey) {
    context.forceChallenge(mfaRequired(challenge, messageKey));
  }

  /**
   * Says that the phone has not answered yet.
   *
   * @param unseen whether the user has not seen the number yet
   */
  void pending(Challenge challenge, String number, boolean unseen) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "authorization_pending");
    body.put("mfa_token", challenge.issue(session));
    body.put("expires_in", challenge.expires() - Time.currentTimeSeconds());
    body.put("interval", POLL_SECONDS);
    body.put("prompt", unseen);
    body.put("message", message(unseen ? "motp-vpn-phone" : "motp-vpn-phone-waiting", number));
    context.forceChallenge(json(body));
  }

  /** Answers the first leg's or a one-shot request's code, or the last answer of a login. */
  void conclude(CodeResult result) {
    if (result.accepted()) {
      VerifiedCode.remember(context.getAuthenticationSession(), context.getEvent(), result.token());
      succeed();
    } else {
      fail(result, invalidGrant());
    }
  }

  /** Answers a code; a wrong one may be followed by another one while answers are left. */
  void conclude(CodeResult result, Challenge challenge) {
    if (another(result, challenge)) {
      fail(result, mfaRequired(challenge.afterWrongAnswer(), "motp-vpn-retry"));
    } else {
      conclude(result);
    }
  }

  /** Whether the login goes on after this answer: with the next one. */
  boolean another(CodeResult result, Challenge challenge) {
    return challenge.answersLeft() > 1
        && switch (result.verdict()) {
          case WRONG, REPEATED, MALFORMED -> tokensOf(context.getUser()).anyUsable();
          case ACCEPTED, UNUSABLE -> false;
        };
  }

  /** Lets somebody in whose phone has approved it. */
  void approved(Token token) {
    VerifiedCode.rememberApproval(context.getAuthenticationSession(), context.getEvent(), token);
    succeed();
  }

  private void succeed() {
    AuthenticationSessionModel authSession = context.getAuthenticationSession();
    authSession.setClientNote(AuthenticationManager.USER_SESSION_PERSISTENT_STATE, "TRANSIENT");
    // Not "motp": only these categories clear the counters of Keycloak's brute-force protection.
    context.success(OTPCredentialModel.TYPE);
  }

  /** Refuses without counting a failure; the event alone says why. */
  void refuse(String eventError) {
    context.getEvent().error(eventError);
    context.forceChallenge(invalidGrant());
  }

  private void fail(CodeResult result, Response response) {
    // First: an event that has failed cannot be copied into one that tells of a success.
    TokenEvents.locked(context.getEvent(), context.getUser(), result.locked());
    context.getEvent().error(Errors.INVALID_USER_CREDENTIALS);
    switch (result.verdict()) {
      // FAILED is counted by Keycloak's brute-force protection, a challenge is not.
      case WRONG -> context.failure(AuthenticationFlowError.INVALID_CREDENTIALS, response);
      case REPEATED, MALFORMED, UNUSABLE -> context.forceChallenge(response);
      case ACCEPTED -> throw new IllegalArgumentException("an accepted code does not fail");
    }
  }

  private Response mfaRequired(Challenge challenge, String messageKey) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "mfa_required");
    body.put("mfa_token", challenge.issue(session));
    body.put("expires_in", challenge.expires() - Time.currentTimeSeconds());
    body.put("message", message(messageKey));
    return json(body);
  }

  /** One answer for all: that of Keycloak's own password execution, to the letter. */
  private static Response invalidGrant() {
    return json(
        new OAuth2ErrorRepresentation(
            OAuthErrorException.INVALID_GRANT, "Invalid user credentials"));
  }

  private static Response json(Object body) {
    return Response.status(Response.Status.BAD_REQUEST)
        .entity(body)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private String message(String key, Object... parameters) {
    return messages().text(key, parameters);
  }

  /** In the user's language. */
  LoginMessages messages() {
    return new LoginMessages(
        session,
        origin.locale().orElseGet(() -> session.getContext().resolveLocale(context.getUser())));
  }
}

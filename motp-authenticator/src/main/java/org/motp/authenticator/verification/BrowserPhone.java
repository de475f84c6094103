package org.motp.authenticator.verification;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.motp.authenticator.token.AskedQuestion;
import org.motp.authenticator.token.Questions;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenStore;
import org.motp.authenticator.token.UserTokens;

/**
 * Approval on the phone in a browser: a page that shows the number, and looks every two seconds
 * whether the phone has answered; without scripts the user presses a button. The question belongs
 * to this login and its tab.
 */
public final class BrowserPhone {
  private static final String NOTE = "motp_asked";
  private static final int LIFETIME_SECONDS = 90;

  private final AuthenticationFlowContext context;
  private final PhoneApproval approval;

  BrowserPhone(AuthenticationFlowContext context, UserTokens tokens) {
    this.context = context;
    this.approval = new PhoneApproval(context.getSession(), tokens);
  }

  boolean offered() {
    return approval.offered();
  }

  /**
   * Goes on: asks the phone, shows the number again, or lets the user in.
   *
   * @return false when there is nothing (any more) for which this login could wait
   */
  boolean proceed() {
    Optional<AskedQuestion> asked = asked(context.getAuthenticationSession());
    if (asked.isEmpty()) {
      Optional<AskedQuestion> question = ask();
      question.ifPresent(this::show);
      return question.isPresent();
    }
    return switch (approval.progress(asked.get())) {
      case WAITING -> {
        show(asked.get());
        yield true;
      }
      case APPROVED -> letIn(asked.get());
      case OVER -> {
        forget();
        yield false;
      }
    };
  }

  private Optional<AskedQuestion> ask() {
    Optional<AskedQuestion> question =
        approval.ask(
            context.getEvent(),
            context.getConnection().getRemoteHost(),
            application(),
            Time.currentTimeSeconds() + LIFETIME_SECONDS);
    question.ifPresent(asked -> context.getAuthenticationSession().setAuthNote(NOTE, asked.text()));
    return question;
  }

  private String application() {
    return new LoginMessages(
            context.getSession(),
            context.getSession().getContext().resolveLocale(context.getUser()))
        .nameOf(context.getAuthenticationSession().getClient());
  }

  private void show(AskedQuestion asked) {
    Response page =
        context
            .form()
            .setAttribute(
                "motp",
                Map.of(
                    "number", asked.number(),
                    "account", context.getUser().getUsername(),
                    "address", context.getConnection().getRemoteHost(),
                    "application", application(),
                    "status", status()))
            .createForm("motp-phone.ftl");
    context.forceChallenge(page);
  }

  private String status() {
    AuthenticationSessionModel authSession = context.getAuthenticationSession();
    return RealmsResource.realmBaseUrl(context.getUriInfo())
        .path("motp/approval")
        .queryParam("client_id", authSession.getClient().getClientId())
        .queryParam("tab_id", authSession.getTabId())
        .build(context.getRealm().getName())
        .toString();
  }

  private boolean letIn(AskedQuestion asked) {
    forget();
    Optional<Token> token = approval.use(asked);
    token.ifPresent(
        approving -> {
          VerifiedCode.rememberApproval(
              context.getAuthenticationSession(), context.getEvent(), approving);
          context.success(OTPCredentialModel.TYPE);
        });
    return token.isPresent();
  }

  /** Takes the question back that a login with a code does not need any more. */
  void withdraw() {
    asked(context.getAuthenticationSession()).ifPresent(approval::withdraw);
    forget();
  }

  private void forget() {
    context.getAuthenticationSession().removeAuthNote(NOTE);
  }

  private static Optional<AskedQuestion> asked(AuthenticationSessionModel authSession) {
    return AskedQuestion.parse(authSession.getAuthNote(NOTE));
  }

  /**
   * Whether the login of this browser still waits for the phone; false for a login that is not this
   * browser's, too.
   *
   * @param clientId the OAuth client
   * @param tabId the tab in which the login runs
   */
  public static boolean waits(KeycloakSession session, String clientId, String tabId) {
    RealmModel realm = session.getContext().getRealm();
    ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
    if (client == null || tabId == null) {
      return false;
    }
    return Optional.ofNullable(
            new AuthenticationSessionManager(session)
                .getCurrentAuthenticationSession(realm, client, tabId))
        .flatMap(BrowserPhone::asked)
        .filter(
            asked ->
                session
                        .getProvider(TokenStore.class)
                        .questions()
                        .progress(asked, Time.currentTimeSeconds())
                    == Questions.Progress.WAITING)
        .isPresent();
  }
}

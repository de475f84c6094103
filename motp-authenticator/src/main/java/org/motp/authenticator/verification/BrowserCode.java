package org.motp.authenticator.verification;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.CredentialValidator;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.TokenCredentialProvider;
import org.motp.authenticator.token.TokenCredentialProviderFactory;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.token.Verdict;

/**
 * Flow: browser. Placement: REQUIRED, after the password. Asks for a code of one of the user's
 * tokens; a user who has none is led to registration by this login, not by a mark on the user.
 */
public final class BrowserCode extends AbstractUsernameFormAuthenticator
    implements CredentialValidator<TokenCredentialProvider> {
  private static final String REGISTER = "motp-register";
  private static final String FIELD = "otp";

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    context.challenge(challenge(context, null));
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    switch (String.valueOf(field(context, "help"))) {
      case "lost" -> context.forceChallenge(lostPhone(context).page());
      case "stop" ->
          context.forceChallenge(
              lostPhone(context).stop(context.getHttpRequest().getDecodedFormParameters()));
      case "resync" -> context.forceChallenge(resynchronisation(context, null));
      case "phone" -> phone(context);
      case "back" -> context.forceChallenge(challenge(context, null));
      default -> code(context);
    }
  }

  private static LostPhone lostPhone(AuthenticationFlowContext context) {
    return new LostPhone(context.form(), context.getEvent(), tokens(context));
  }

  private void phone(AuthenticationFlowContext context) {
    if (!enabledUser(context, context.getUser())) {
      return;
    }
    if (!new BrowserPhone(context, tokens(context)).proceed()) {
      // One sentence, whatever the reason: who asked without being the user learns nothing.
      context.form().setInfo("motp-phone-over");
      context.forceChallenge(challenge(context, null));
    }
  }

  private void code(AuthenticationFlowContext context) {
    if (!enabledUser(context, context.getUser())) {
      return;
    }
    String second = field(context, "otp2");
    CodeResult result =
        second == null
            ? tokens(context).verify(field(context, FIELD))
            : tokens(context).resynchronise(field(context, FIELD), second);
    if (result.accepted()) {
      new BrowserPhone(context, tokens(context)).withdraw();
      VerifiedCode.remember(context.getAuthenticationSession(), context.getEvent(), result.token());
      context.success(OTPCredentialModel.TYPE);
      return;
    }
    TokenEvents.locked(context.getEvent(), context.getUser(), result.locked());
    context.getEvent().user(context.getUser()).error(Errors.INVALID_USER_CREDENTIALS);
    Response page =
        second == null
            ? challenge(context, "motp-code-invalid", FIELD)
            : resynchronisation(context, "motp-resync-invalid");
    if (result.verdict() == Verdict.WRONG) {
      context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, page);
    } else {
      // Not counted by Keycloak's brute-force protection: nothing new was guessed.
      context.forceChallenge(page);
    }
  }

  @Override
  protected Response challenge(AuthenticationFlowContext context, String error, String field) {
    Map<String, Object> model = new HashMap<>(usable(tokens(context)));
    model.put("phone", new BrowserPhone(context, tokens(context)).offered());
    context.form().setAttribute("motp", model);
    return super.challenge(context, error, field);
  }

  /** Whether a code can be asked for, and of how many digits if all usable tokens agree. */
  private static Map<String, Object> usable(UserTokens tokens) {
    long now = Time.currentTimeSeconds();
    List<Integer> digits =
        tokens.bound().stream()
            .filter(token -> token.usableAt(now))
            .map(token -> token.algorithm().digits())
            .distinct()
            .toList();
    return digits.size() == 1
        ? Map.of("usable", true, "digits", digits.get(0))
        : Map.of("usable", !digits.isEmpty());
  }

  private static Response resynchronisation(AuthenticationFlowContext context, String error) {
    LoginFormsProvider form =
        context.form().setAttribute("motp", Map.of("usable", tokens(context).anyUsable()));
    if (error != null) {
      form.addError(new FormMessage(FIELD, error));
    }
    return form.createForm("motp-resync.ftl");
  }

  private static String field(AuthenticationFlowContext context, String name) {
    return context.getHttpRequest().getDecodedFormParameters().getFirst(name);
  }

  @Override
  protected Response createLoginForm(LoginFormsProvider form) {
    return form.createForm("motp-code.ftl");
  }

  @Override
  protected String disabledByBruteForceFieldError() {
    return FIELD;
  }

  @Override
  protected String disabledByBruteForceError(String error) {
    return "motp-code-invalid";
  }

  private static UserTokens tokens(AuthenticationFlowContext context) {
    return new UserTokens(context.getSession(), context.getRealm(), context.getUser());
  }

  @Override
  public boolean requiresUser() {
    return true;
  }

  /**
   * A token in any state: who lost the only one is not led to a new one by the password alone, but
   * by a release of the helpdesk.
   */
  @Override
  public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    UserTokens tokens = new UserTokens(session, realm, user);
    return !tokens.none() && (tokens.anyUsable() || !tokens.released());
  }

  @Override
  public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
    AuthenticationSessionModel authSession = session.getContext().getAuthenticationSession();
    if (!authSession.getRequiredActions().contains(REGISTER)) {
      authSession.addRequiredAction(REGISTER);
    }
  }

  @Override
  public List<RequiredActionFactory> getRequiredActions(KeycloakSession session) {
    return List.of(
        (RequiredActionFactory)
            session
                .getKeycloakSessionFactory()
                .getProviderFactory(RequiredActionProvider.class, REGISTER));
  }

  @Override
  public TokenCredentialProvider getCredentialProvider(KeycloakSession session) {
    return (TokenCredentialProvider)
        session.getProvider(CredentialProvider.class, TokenCredentialProviderFactory.PROVIDER_ID);
  }

  @Override
  public void close() {}
}

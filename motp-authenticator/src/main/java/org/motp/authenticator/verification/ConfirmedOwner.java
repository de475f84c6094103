package org.motp.authenticator.verification;

import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.token.Verdict;

/**
 * Whether somebody who knows the password also has a token, asked on a page outside of a flow.
 * Keycloak's brute-force protection counts nothing there by itself, so it is told here.
 *
 * @param result what the code was worth
 */
public record ConfirmedOwner(CodeResult result) {

  /** Checks one code. */
  public static ConfirmedOwner byCode(
      RequiredActionContext context, UserTokens tokens, String code) {
    return by(context, () -> tokens.verify(code));
  }

  /** Checks two consecutive codes and puts the token right by them. */
  public static ConfirmedOwner byTwoCodes(
      RequiredActionContext context, UserTokens tokens, String first, String second) {
    return by(context, () -> tokens.resynchronise(first, second));
  }

  /** Whether the code was right. */
  public boolean yes() {
    return result.accepted();
  }

  private static ConfirmedOwner by(RequiredActionContext context, Supplier<CodeResult> check) {
    BruteForceProtector protector = context.getSession().getProvider(BruteForceProtector.class);
    if (AuthenticatorUtils.getDisabledByBruteForceEventError(
            protector, context.getSession(), context.getRealm(), context.getUser())
        != null) {
      return new ConfirmedOwner(CodeResult.unusable());
    }
    CodeResult result = check.get();
    if (result.accepted()) {
      VerifiedCode.remember(context.getAuthenticationSession(), context.getEvent(), result.token());
    } else {
      TokenEvents.locked(context.getEvent(), context.getUser(), result.locked());
      context
          .getEvent()
          .clone()
          .event(EventType.UPDATE_CREDENTIAL)
          .error(Errors.INVALID_USER_CREDENTIALS);
      if (result.verdict() == Verdict.WRONG && context.getRealm().isBruteForceProtected()) {
        protector.failedLogin(
            context.getRealm(),
            context.getUser(),
            context.getConnection(),
            context.getUriInfo(),
            Set.of(OTPCredentialModel.TYPE));
      }
    }
    return new ConfirmedOwner(result);
  }
}

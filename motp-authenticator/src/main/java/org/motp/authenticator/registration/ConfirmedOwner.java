package org.motp.authenticator.registration;

import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.token.Verdict;
import org.motp.authenticator.verification.VerifiedCode;

/**
 * Whether somebody who knows the password also has a token. Outside of a flow Keycloak's
 * brute-force protection counts nothing by itself, so it is told here.
 */
record ConfirmedOwner(boolean yes) {

  static ConfirmedOwner by(RequiredActionContext context, UserTokens tokens, String code) {
    BruteForceProtector protector = context.getSession().getProvider(BruteForceProtector.class);
    if (AuthenticatorUtils.getDisabledByBruteForceEventError(
            protector, context.getSession(), context.getRealm(), context.getUser())
        != null) {
      return new ConfirmedOwner(false);
    }
    CodeResult result = tokens.verify(code);
    if (result.accepted()) {
      VerifiedCode.remember(context.getAuthenticationSession(), context.getEvent(), result.token());
      return new ConfirmedOwner(true);
    }
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
    return new ConfirmedOwner(false);
  }
}

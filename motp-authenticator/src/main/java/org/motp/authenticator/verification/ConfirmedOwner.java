package org.motp.authenticator.verification;

import java.util.function.Supplier;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.token.Verdict;

/**
 * Whether somebody who knows the password also has a token, asked on a page outside of a flow.
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
    BruteForce protection = new BruteForce(context);
    if (protection.locksOut()) {
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
      if (result.verdict() == Verdict.WRONG) {
        protection.countFailure();
      }
    }
    return new ConfirmedOwner(result);
  }
}

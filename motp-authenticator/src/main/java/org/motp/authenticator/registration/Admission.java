package org.motp.authenticator.registration;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.common.util.Time;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.VerifiedCode;

/** Whether, and by what, somebody who knows the password may bind a token now. */
enum Admission {
  /** A first token under the realm's policy, or a code was accepted in this login. */
  FREE,
  /** The helpdesk has released one registration; binding uses it up. */
  BY_RELEASE,
  /** A code of an old token first. */
  NEEDS_CODE,
  /** A first token, which the policy leaves to other networks or to the helpdesk. */
  NEEDS_RELEASE,
  /** The last registration is too recent. */
  TOO_SOON,
  /** The user has as many tokens as are allowed. */
  FULL;

  /**
   * What holds now.
   *
   * @param replaced whether a token has been chosen that the new one takes the place of
   */
  static Admission of(
      RequiredActionContext context,
      UserTokens tokens,
      RegistrationPolicy policy,
      boolean replaced) {
    if (tokens.active().size() - (replaced ? 1 : 0) >= policy.mostTokens()) {
      return FULL;
    }
    Admission admission = tokens.none() ? first(context, policy) : further(context);
    if (admission != FREE && tokens.released()) {
      return BY_RELEASE;
    }
    boolean soon =
        tokens
            .lastBound()
            .filter(bound -> Time.currentTimeSeconds() < bound + policy.waitMinutes() * 60L)
            .isPresent();
    return soon ? TOO_SOON : admission;
  }

  private static Admission first(RequiredActionContext context, RegistrationPolicy policy) {
    boolean free =
        switch (policy.firstToken()) {
          case ANYONE -> true;
          case NETWORK ->
              policy.inNetworks(context.getConnection().getRemoteHost())
                  || Invitation.followed(context.getSession(), context.getUser());
          case RELEASED -> false;
        };
    return free ? FREE : NEEDS_RELEASE;
  }

  private static Admission further(RequiredActionContext context) {
    return VerifiedCode.isRecent(
            context.getSession(), context.getRealm(), context.getAuthenticationSession())
        ? FREE
        : NEEDS_CODE;
  }
}

package org.motp.authenticator.verification;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.motp.authenticator.token.CodeResult;
import org.motp.authenticator.token.UserTokens;

/**
 * Flow: direct grant, second leg. Placement: REQUIRED and alone in an ALTERNATIVE subflow before
 * that of the first leg. Does nothing unless the request carries {@code mfa_token}, or comes with
 * {@code otp} and without a password from a client with the attribute {@code motp.otp-only=true}.
 *
 * <p>It repeats what "Username Validation" checks on the first leg, because nothing else does.
 */
public final class DirectGrantAnswer extends DirectGrantExecution {
  private static final String OTP_ONLY = "motp.otp-only";

  @Override
  void run(AuthenticationFlowContext context, DirectGrant grant) {
    Optional<String> handle =
        Optional.ofNullable(
            context.getHttpRequest().getDecodedFormParameters().getFirst("mfa_token"));
    if (handle.isPresent()) {
      answer(context, grant, handle.get());
    } else if (otpOnly(context, grant)) {
      user(context, grant)
          .ifPresentOrElse(
              user -> verify(context, grant, user, Optional.empty()),
              () -> grant.refuse(Errors.USER_NOT_FOUND));
    } else {
      context.attempted();
    }
  }

  private static void answer(AuthenticationFlowContext context, DirectGrant grant, String handle) {
    String clientId = context.getAuthenticationSession().getClient().getId();
    Optional<Challenge> challenge =
        Challenge.take(context.getSession(), handle)
            .filter(
                asked -> asked.answerableBy(context.getRealm().getId(), clientId, grant.origin()));
    Optional<UserModel> user =
        challenge.flatMap(
            asked -> user(context, grant).filter(found -> found.getId().equals(asked.userId())));
    if (user.isEmpty()) {
      grant
          .parameter("username")
          .ifPresent(name -> context.getEvent().detail(Details.USERNAME, name));
      grant.refuse(Errors.INVALID_CODE);
    } else {
      verify(context, grant, user.get(), challenge);
    }
  }

  private static void verify(
      AuthenticationFlowContext context,
      DirectGrant grant,
      UserModel user,
      Optional<Challenge> challenge) {
    context.getEvent().user(user);
    UserTokens tokens = grant.tokensOf(user);
    DirectGrantPhone phone = new DirectGrantPhone(context, grant, tokens);
    if (grant.barred(user)) {
      challenge.ifPresent(phone::withdraw);
      return;
    }
    context.setUser(user);
    if (grant.unfinished(user)) {
      challenge.ifPresent(phone::withdraw);
      return;
    }
    Optional<String> typed = grant.parameter("otp");
    if (challenge.filter(asked -> phone.takes(typed, asked)).isPresent()) {
      return;
    }
    CodeResult result = tokens.verify(typed.orElse(null));
    challenge.ifPresentOrElse(
        asked -> {
          if (!grant.another(result, asked)) {
            phone.withdraw(asked);
          }
          grant.conclude(result, asked);
        },
        () -> grant.conclude(result));
  }

  private static boolean otpOnly(AuthenticationFlowContext context, DirectGrant grant) {
    ClientModel client = context.getAuthenticationSession().getClient();
    return !client.isPublicClient()
        && Boolean.parseBoolean(client.getAttribute(OTP_ONLY))
        && grant.parameter("otp").isPresent()
        // Not an empty one either: whoever sends it meant a login with a password.
        && !context.getHttpRequest().getDecodedFormParameters().containsKey("password");
  }

  private static Optional<UserModel> user(AuthenticationFlowContext context, DirectGrant grant) {
    Optional<String> username = grant.parameter("username");
    username.ifPresent(name -> context.getEvent().detail(Details.USERNAME, name));
    try {
      return username
          .map(
              name ->
                  KeycloakModelUtils.findUserByNameOrEmail(
                      context.getSession(), context.getRealm(), name))
          .filter(user -> user.getServiceAccountClientLink() == null);
    } catch (ModelDuplicateException twoUsers) {
      return Optional.empty();
    }
  }

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public String getId() {
    return "motp-direct-grant-answer";
  }

  @Override
  public String getDisplayType() {
    return "MOTP Answer";
  }

  @Override
  public String getHelpText() {
    return "Checks the code (otp) that answers an earlier mfa_required (mfa_token). Place it alone"
        + " in an ALTERNATIVE subflow before that of the first leg.";
  }
}

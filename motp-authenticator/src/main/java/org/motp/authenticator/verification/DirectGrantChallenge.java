package org.motp.authenticator.verification;

import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.motp.authenticator.token.UserTokens;

/**
 * Flow: direct grant, first leg. Placement: REQUIRED, after Keycloak's "Password". Answers a right
 * password with {@code mfa_required}; or, if the request brings the code along ({@code otp}), with
 * the result at once.
 */
public final class DirectGrantChallenge extends DirectGrantExecution {
  private static final String LIFETIME = "lifetime";
  private static final int DEFAULT_LIFETIME_SECONDS = 120;
  private static final int SHORTEST_LIFETIME_SECONDS = 80;
  private static final int LONGEST_LIFETIME_SECONDS = 300;

  @Override
  void run(AuthenticationFlowContext context, DirectGrant grant) {
    UserModel user = context.getUser();
    context.getEvent().user(user);
    if (grant.unfinished(user)) {
      return;
    }
    UserTokens tokens = grant.tokensOf(user);
    if (!tokens.anyUsable()) {
      grant.refuse(Errors.INVALID_USER_CREDENTIALS);
      return;
    }
    Challenge challenge = grant.begin(user, lifetimeSeconds(context));
    DirectGrantPhone phone = new DirectGrantPhone(context, grant, tokens);
    Optional<String> code = grant.parameter("otp");
    if (code.isEmpty()) {
      grant.ask(user, challenge, phone.offered());
    } else if (!phone.takes(code, challenge)) {
      grant.conclude(tokens.verify(code.get()));
    }
  }

  private static int lifetimeSeconds(AuthenticationFlowContext context) {
    return Optional.ofNullable(context.getAuthenticatorConfig())
        .map(AuthenticatorConfigModel::getConfig)
        .map(config -> config.get(LIFETIME))
        .filter(value -> value.matches("[0-9]{1,4}"))
        .map(Integer::valueOf)
        .map(
            seconds ->
                Math.max(SHORTEST_LIFETIME_SECONDS, Math.min(LONGEST_LIFETIME_SECONDS, seconds)))
        .orElse(DEFAULT_LIFETIME_SECONDS);
  }

  @Override
  public boolean requiresUser() {
    return true;
  }

  @Override
  public boolean isConfigurable() {
    return true;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(LIFETIME)
        .label("Time for the answer")
        .helpText(
            "Seconds in which the user has to answer with a code, 80 to 300. FortiGate itself waits"
                + " 80 seconds by default (10 x remoteauthtimeout + 30).")
        .type(ProviderConfigProperty.INTEGER_TYPE)
        .defaultValue(DEFAULT_LIFETIME_SECONDS)
        .add()
        .build();
  }

  @Override
  public String getId() {
    return "motp-direct-grant-challenge";
  }

  @Override
  public String getDisplayType() {
    return "MOTP Challenge";
  }

  @Override
  public String getHelpText() {
    return "After the password: asks for a code of the user's token (error mfa_required), or checks"
        + " the one that came along in otp.";
  }
}

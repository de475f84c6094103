package org.motp.authenticator.verification;

import java.util.List;
import java.util.Set;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.directgrant.AbstractDirectGrantAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.motp.authenticator.token.TokenCredentialModel;

/**
 * What our executions of a direct-grant flow have in common. They are stateless and serve all
 * sessions.
 */
abstract class DirectGrantExecution extends AbstractDirectGrantAuthenticator {
  private static final Requirement[] REQUIRED_OR_DISABLED = {
    Requirement.REQUIRED, Requirement.DISABLED
  };

  abstract void run(AuthenticationFlowContext context, DirectGrant grant);

  @Override
  public final void authenticate(AuthenticationFlowContext context) {
    DirectGrant grant = new DirectGrant(context);
    grant.origin().tellEvent(context);
    run(context, grant);
  }

  /** True for everybody: false would end in HTTP 500, so that each execution decides inside. */
  @Override
  public final boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
    return true;
  }

  @Override
  public final void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

  @Override
  public final boolean isUserSetupAllowed() {
    return false;
  }

  /** Keycloak's brute-force protection counts only the categories that it knows. */
  @Override
  public String getReferenceCategory() {
    return OTPCredentialModel.TYPE;
  }

  @Override
  public Set<String> getOptionalReferenceCategories(KeycloakSession session) {
    return Set.of(TokenCredentialModel.TYPE);
  }

  @Override
  public boolean isConfigurable() {
    return false;
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public final Requirement[] getRequirementChoices() {
    return REQUIRED_OR_DISABLED.clone();
  }
}

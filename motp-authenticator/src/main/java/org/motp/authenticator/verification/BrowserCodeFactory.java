package org.motp.authenticator.verification;

import java.util.List;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.motp.authenticator.token.TokenCredentialModel;

/** Makes the code page known to the flows of the admin console. */
public final class BrowserCodeFactory implements AuthenticatorFactory {
  private static final BrowserCode STATELESS = new BrowserCode();
  private static final Requirement[] CHOICES = {
    Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
  };

  @Override
  public Authenticator create(KeycloakSession session) {
    return STATELESS;
  }

  @Override
  public String getId() {
    return "motp-browser";
  }

  @Override
  public String getDisplayType() {
    return "MOTP Form";
  }

  @Override
  public String getHelpText() {
    return "Asks for a code of the user's token (MOTP); who has none is asked to register one.";
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
  public Requirement[] getRequirementChoices() {
    return CHOICES.clone();
  }

  @Override
  public boolean isUserSetupAllowed() {
    return true;
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
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}

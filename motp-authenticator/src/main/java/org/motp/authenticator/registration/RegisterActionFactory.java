package org.motp.authenticator.registration;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.motp.authenticator.notification.MailSettings;
import org.motp.authenticator.notification.push.PushSettings;
import org.motp.authenticator.verification.ApprovalSettings;

/** Makes the required action known, with the configuration that administrators see. */
public final class RegisterActionFactory implements RequiredActionFactory {
  private static final RegisterAction STATELESS = new RegisterAction();

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return STATELESS;
  }

  @Override
  public String getId() {
    return RegisterAction.ID;
  }

  @Override
  public String getDisplayText() {
    return "Register MOTP token";
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    List<ProviderConfigProperty> properties = new ArrayList<>(MAX_AUTH_AGE_CONFIG_PROPERTIES);
    properties.addAll(DownloadLinks.PROPERTIES);
    properties.addAll(RegistrationPolicy.PROPERTIES);
    properties.addAll(OfferedWays.PROPERTIES);
    properties.addAll(ApprovalSettings.PROPERTIES);
    properties.addAll(PushSettings.PROPERTIES);
    properties.addAll(MailSettings.PROPERTIES);
    return properties;
  }

  @Override
  public void validateConfig(
      KeycloakSession session, RealmModel realm, RequiredActionConfigModel config) {
    RequiredActionFactory.super.validateConfig(session, realm, config);
    DownloadLinks.validate(config);
    RegistrationPolicy.validate(config);
    OfferedWays.validate(config);
    MailSettings.validate(config, getId());
    PushSettings.validate(config, getId());
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          if (event instanceof PostMigrationEvent) {
            UnusedTokens.schedule(factory);
          }
        });
  }

  @Override
  public void close() {}
}

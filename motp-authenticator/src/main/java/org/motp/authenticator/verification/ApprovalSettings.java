package org.motp.authenticator.verification;

import java.util.List;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Whether logins may be approved on the phone: part of the required action's configuration. */
public final class ApprovalSettings {
  private static final String REQUIRED_ACTION = "motp-register";
  private static final String OFFERED = "phone-approval";

  /** What the admin console shows. */
  public static final List<ProviderConfigProperty> PROPERTIES =
      ProviderConfigurationBuilder.create()
          .property()
          .name(OFFERED)
          .label("Approval on the phone")
          .helpText(
              "Whether users of the MOTP app may approve a login on the phone instead of typing a"
                  + " code. The phone asks for a number that only the login shows.")
          .type(ProviderConfigProperty.BOOLEAN_TYPE)
          .defaultValue("true")
          .add()
          .build();

  private ApprovalSettings() {}

  static boolean offered(RealmModel realm) {
    RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(REQUIRED_ACTION);
    String value = config == null ? null : config.getConfigValue(OFFERED);
    return value == null || value.isBlank() || Boolean.parseBoolean(value.strip());
  }
}

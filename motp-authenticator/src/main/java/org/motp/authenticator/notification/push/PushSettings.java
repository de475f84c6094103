package org.motp.authenticator.notification.push;

import java.util.List;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * To which push services a realm sends: part of the required action's configuration, so that an
 * administrator finds it in the console, realm by realm.
 */
public final class PushSettings {
  private static final String REQUIRED_ACTION = "motp-register";
  private static final String HOSTS = "push-hosts";

  /** What the admin console shows. */
  public static final List<ProviderConfigProperty> PROPERTIES =
      ProviderConfigurationBuilder.create()
          .property()
          .name(HOSTS)
          .label("Push services")
          .helpText(
              "Hosts to which push messages may go, by https on port 443: names such as"
                  + " push.example.com, or *.example.com for all below it, separated by commas or"
                  + " spaces. Empty: those of Chrome, Edge, Firefox and Safari. A single minus sign:"
                  + " none, so that the app asks Keycloak itself while it is open.")
          .type(ProviderConfigProperty.TEXT_TYPE)
          .defaultValue(String.join(" ", PushHosts.WELL_KNOWN))
          .add()
          .build();

  private static final String NONE = "-";

  private PushSettings() {}

  static List<String> hosts(RealmModel realm) {
    String text = text(realm.getRequiredActionConfigByAlias(REQUIRED_ACTION));
    if (text.isEmpty()) {
      return PushHosts.WELL_KNOWN;
    }
    // What cannot be read is read as the strictest.
    return text.equals(NONE) ? List.of() : PushHosts.parse(text).orElse(List.of());
  }

  /**
   * Checks what an administrator is about to save.
   *
   * @throws ValidationException when one of the hosts is none
   */
  public static void validate(RequiredActionConfigModel config, String inputId) {
    String text = text(config);
    if (!text.equals(NONE) && PushHosts.parse(text).isEmpty()) {
      throw new ValidationException(new ValidationError(inputId, HOSTS, "error-invalid-value"));
    }
  }

  private static String text(RequiredActionConfigModel config) {
    String value = config == null ? null : config.getConfigValue(HOSTS);
    return value == null ? "" : value.strip();
  }
}

package org.motp.authenticator.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * When a mail follows a login, and who signs it: part of the required action's configuration, so
 * that an administrator finds it in the console, realm by realm. The sender is the realm's (Realm
 * settings, Email).
 *
 * @param mode when a mail is sent
 * @param signatureZh last lines of the Chinese part
 * @param signatureEn last lines of the English part
 */
public record MailSettings(Mode mode, String signatureZh, String signatureEn) {

  /** When a mail follows an accepted code. */
  public enum Mode {
    /** After every login with a code. */
    ALWAYS,
    /** When a token is used from an address that it was not used from before. */
    NEW_ADDRESS,
    /** Never. */
    NEVER;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Mode> of(String text) {
      return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }
  }

  private static final String REQUIRED_ACTION = "motp-register";
  private static final String MODE = "mail-mode";
  private static final String SIGNATURE_ZH = "mail-signature-zh";
  private static final String SIGNATURE_EN = "mail-signature-en";
  private static final String DEFAULT_SIGNATURE_ZH = "台訊客服小組 敬上";
  private static final String DEFAULT_SIGNATURE_EN = "Regards,\nThe TCCI Helpdesk";

  /** What the admin console shows. */
  public static final List<ProviderConfigProperty> PROPERTIES =
      ProviderConfigurationBuilder.create()
          .property()
          .name(MODE)
          .label("Mail after a login")
          .helpText(
              "always: after every accepted code. new-address: only when a token is used from an"
                  + " address that it was not used from before. never: no mail.")
          .type(ProviderConfigProperty.LIST_TYPE)
          .options(Arrays.stream(Mode.values()).map(Mode::text).toList())
          .defaultValue(Mode.ALWAYS.text())
          .add()
          .property()
          .name(SIGNATURE_ZH)
          .label("Signature (Chinese)")
          .helpText("Last lines of the Chinese part of every mail.")
          .type(ProviderConfigProperty.TEXT_TYPE)
          .defaultValue(DEFAULT_SIGNATURE_ZH)
          .add()
          .property()
          .name(SIGNATURE_EN)
          .label("Signature (English)")
          .helpText("Last lines of the English part of every mail.")
          .type(ProviderConfigProperty.TEXT_TYPE)
          .defaultValue(DEFAULT_SIGNATURE_EN)
          .add()
          .build();

  static MailSettings of(RealmModel realm) {
    RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(REQUIRED_ACTION);
    return new MailSettings(
        Mode.of(value(config, MODE, Mode.ALWAYS.text())).orElse(Mode.ALWAYS),
        value(config, SIGNATURE_ZH, DEFAULT_SIGNATURE_ZH),
        value(config, SIGNATURE_EN, DEFAULT_SIGNATURE_EN));
  }

  private static String value(RequiredActionConfigModel config, String key, String otherwise) {
    String value = config == null ? null : config.getConfigValue(key);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /**
   * Checks what an administrator is about to save.
   *
   * @throws ValidationException when the mode is none
   */
  public static void validate(RequiredActionConfigModel config, String inputId) {
    String mode = config.getConfigValue(MODE);
    if (mode != null && !mode.isBlank() && Mode.of(mode).isEmpty()) {
      throw new ValidationException(new ValidationError(inputId, MODE, "error-invalid-value"));
    }
  }
}

package org.motp.radius.login;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the bridge itself asks users: the texts are those of Keycloak's own prompt. */
public final class Prompts {

  private Prompts() {}

  /** For the code. */
  public static String code(Locale locale) {
    return text("code", locale);
  }

  /** For the password, to which the code may be appended. */
  public static String password(Locale locale) {
    return text("password", locale);
  }

  private static String text(String key, Locale locale) {
    return ResourceBundle.getBundle(
            "org.motp.radius.login.prompts",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}

package org.motp.radius.login;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the bridge itself asks users: the texts are those of Keycloak's own prompt. */
final class Prompts {

  private Prompts() {}

  static String code(Locale locale) {
    return ResourceBundle.getBundle(
            "org.motp.radius.login.prompts",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString("code");
  }
}

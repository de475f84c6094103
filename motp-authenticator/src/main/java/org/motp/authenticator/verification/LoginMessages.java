package org.motp.authenticator.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;
import org.keycloak.utils.StringUtil;

/** Texts of the realm's login theme, for where no page is made. */
record LoginMessages(KeycloakSession session, Locale locale) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.+)\\}");

  /** A message with its parameters. */
  String text(String key, Object... parameters) {
    return new MessageFormat(all().getProperty(key, key), locale).format(parameters);
  }

  /** What people call a client: its name, which may refer to a message, or else its id. */
  String nameOf(ClientModel client) {
    String name = client.getName();
    if (StringUtil.isBlank(name)) {
      return client.getClientId();
    }
    Matcher reference = REFERENCE.matcher(name.strip());
    return reference.matches() ? all().getProperty(reference.group(1), client.getClientId()) : name;
  }

  private Properties all() {
    try {
      return session
          .theme()
          .getTheme(Theme.Type.LOGIN)
          .getEnhancedMessages(session.getContext().getRealm(), locale);
    } catch (IOException e) {
      throw new UncheckedIOException("the login theme has no messages", e);
    }
  }
}

package org.motp.radius.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What {@code login} says, in the language of the user. */
final class Messages {

  private final ResourceBundle bundle;

  Messages(Locale locale) {
    // Without a bundle for the locale the one in English is taken, not that of the machine.
    this.bundle =
        ResourceBundle.getBundle(
            "org.motp.radius.cli.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  String text(String key, Object... arguments) {
    return MessageFormat.format(bundle.getString(key), arguments);
  }
}

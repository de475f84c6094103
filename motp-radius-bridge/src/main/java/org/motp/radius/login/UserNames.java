package org.motp.radius.login;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings user names to one form before anything is decided about them. */
public final class UserNames {

  private static final int MAX_CHARACTERS = 255;

  private final List<String> stripDomains;

  /**
   * Makes the rules.
   *
   * @param stripDomains the domains that are taken off, as {@code DOMAIN} in {@code DOMAIN\\user}
   *     and in {@code user@DOMAIN}; case does not matter
   */
  public UserNames(List<String> stripDomains) {
    this.stripDomains =
        stripDomains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Brings a name to its one form.
   *
   * @return the name without spaces around it and without a domain that is to be stripped, in
   *     Unicode NFC; empty if it is no name: blank, too long, or with control or invisible
   *     formatting characters
   */
  public Optional<String> normalize(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (text.length() > MAX_CHARACTERS || text.codePoints().anyMatch(UserNames::invisible)) {
      return Optional.empty();
    }
    String bare = withoutDomain(text).strip();
    return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
  }

  private String withoutDomain(String name) {
    int backslash = name.indexOf('\\');
    if (backslash >= 0 && strips(name.substring(0, backslash))) {
      return name.substring(backslash + 1);
    }
    int at = name.lastIndexOf('@');
    if (at >= 0 && strips(name.substring(at + 1))) {
      return name.substring(0, at);
    }
    return name;
  }

  private boolean strips(String domain) {
    return stripDomains.contains(domain.toLowerCase(Locale.ROOT));
  }

  private static boolean invisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}

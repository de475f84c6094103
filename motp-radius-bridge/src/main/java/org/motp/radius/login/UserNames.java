package org.motp.radius.login;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Brings user names to one form before anything is decided about them. */
public final class UserNames {

  private static final int MAX_CHARACTERS = 255;

  private final List<UnaryOperator<String>> rules;

  /**
   * Makes the rules.
   *
   * @param rules what is done to a name, in order
   */
  public UserNames(List<? extends UnaryOperator<String>> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Brings a name to its one form.
   *
   * @return the name without spaces around it, in Unicode NFC, after all rules; empty if it is no
   *     name: blank, too long, or with control or invisible formatting characters
   */
  public Optional<String> normalize(String name) {
    Optional<String> text = usable(name);
    for (UnaryOperator<String> rule : rules) {
      text = text.map(rule).flatMap(UserNames::usable);
    }
    return text;
  }

  /** What was typed before the backslash or behind the @, before any rule took it off. */
  static Optional<String> domain(String name) {
    int backslash = name.indexOf('\\');
    if (backslash >= 0) {
      return usable(name.substring(0, backslash));
    }
    int at = name.lastIndexOf('@');
    return at < 0 ? Optional.empty() : usable(name.substring(at + 1));
  }

  private static Optional<String> usable(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    return text.isEmpty()
            || text.length() > MAX_CHARACTERS
            || text.codePoints().anyMatch(UserNames::invisible)
        ? Optional.empty()
        : Optional.of(text);
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

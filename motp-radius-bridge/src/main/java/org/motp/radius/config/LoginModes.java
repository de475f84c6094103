package org.motp.radius.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.login.AppendedCode;
import org.motp.radius.login.LoginMode;
import org.motp.radius.login.LoginStyle;

/** How the users of a client log in. */
final class LoginModes {

  private static final String WITHOUT = "none";
  private static final int MAX_PROMPT_BYTES = 253;

  private LoginModes() {}

  /**
   * Reads those of all clients.
   *
   * @param names the names of the clients, in order
   */
  static Map<String, LoginStyle> read(Settings settings, List<String> names) {
    Map<String, LoginStyle> styles = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String section = "clients[" + i + "].";
      LoginStyle style =
          new LoginStyle(
              read(settings, section + "mode").orElse(LoginMode.CHALLENGE),
              appended(settings, section),
              settings.parse(section + "prompt", "", LoginModes::prompt));
      if (styles.put(names.get(i), style) != null && !names.get(i).isEmpty()) {
        settings.mistake(section + "name", "\"" + names.get(i) + "\": another client is called so");
      }
    }
    return styles;
  }

  static Optional<LoginMode> read(Settings settings, String key) {
    return settings.text(key).flatMap(text -> settings.parsed(key, text, LoginModes::mode));
  }

  private static LoginMode mode(String word) {
    return switch (word) {
      case "challenge" -> LoginMode.CHALLENGE;
      case "append" -> LoginMode.APPEND;
      case "otp-only" -> LoginMode.OTP_ONLY;
      case "always-challenge" -> LoginMode.ALWAYS_CHALLENGE;
      default ->
          throw new IllegalArgumentException(
              "must be one of challenge, append, otp-only, always-challenge");
    };
  }

  private static AppendedCode appended(Settings settings, String section) {
    Optional<Character> separator =
        settings.parse(
            section + "append-separator", AppendedCode.DEFAULT.separator(), LoginModes::separator);
    List<Integer> digits = new ArrayList<>();
    for (String text : settings.list(section + "append-digits")) {
      settings.parsed(section + "append-digits", text, LoginModes::digits).ifPresent(digits::add);
    }
    Set<Integer> numbers =
        digits.isEmpty() ? AppendedCode.DEFAULT.digits() : new LinkedHashSet<>(digits);
    if (separator.isEmpty() && numbers.size() > 1) {
      settings.mistake(
          section + "append-digits",
          "must be one number where append-separator is none: nobody could tell where the"
              + " password ends");
      return AppendedCode.DEFAULT;
    }
    return new AppendedCode(separator, numbers);
  }

  private static Optional<Character> separator(String text) {
    if (text.equals(WITHOUT)) {
      return Optional.empty();
    }
    if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || text.charAt(0) > '~') {
      throw new IllegalArgumentException("must be one sign such as , or /, or the word none");
    }
    return Optional.of(text.charAt(0));
  }

  private static Integer digits(String text) {
    return switch (text) {
      case "6", "7", "8" -> Integer.valueOf(text);
      default -> throw new IllegalArgumentException("must be 6, 7 or 8");
    };
  }

  private static String prompt(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_PROMPT_BYTES) {
      throw new IllegalArgumentException("must be at most " + MAX_PROMPT_BYTES + " bytes of UTF-8");
    }
    return text;
  }
}

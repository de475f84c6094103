package org.motp.radius.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * What a text has to look like, as a whole: a word in which {@code *} stands for any characters and
 * {@code ?} for one, or {@code regex:} and a regular expression of RE2 (no look-around and no
 * back-references, so that matching takes linear time whatever strangers type). Immutable.
 */
public final class TextPattern {

  private static final String REGEX = "regex:";

  private final String text;
  private final Pattern pattern;

  private TextPattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern that compares letters as they are.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static TextPattern exact(String text) {
    return of(text, 0);
  }

  /**
   * Reads a pattern for which upper and lower case are the same.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static TextPattern ignoringCase(String text) {
    return of(text, Pattern.CASE_INSENSITIVE);
  }

  private static TextPattern of(String text, int flags) {
    try {
      String regex = text.startsWith(REGEX) ? text.substring(REGEX.length()) : glob(text);
      return new TextPattern(text, Pattern.compile(regex, flags | Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is no regular expression that RE2 knows: " + e.getDescription(), e);
    }
  }

  private static String glob(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append("(.*)");
                case '?' -> regex.append("(.)");
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return regex.toString();
  }

  public boolean matches(String candidate) {
    return pattern.matches(candidate);
  }

  /**
   * Puts what was matched into a template.
   *
   * @param template in which {@code $1} stands for what the first group, {@code *} or {@code ?} has
   *     matched, {@code $0} for the whole and {@code $$} for a dollar sign
   * @return empty if the candidate does not match
   */
  public Optional<String> rewrite(String candidate, String template) {
    Matcher matcher = pattern.matcher(candidate);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '$') {
        char next = template.charAt(++i);
        String group = next == '$' ? "$" : matcher.group(next - '0');
        result.append(group == null ? "" : group);
      } else {
        result.append(c);
      }
    }
    return Optional.of(result.toString());
  }

  /**
   * Checks that {@link #rewrite} can be used with a template.
   *
   * @throws IllegalArgumentException if not; the message says why
   */
  public void check(String template) {
    for (int i = template.indexOf('$'); i >= 0; i = template.indexOf('$', i + 2)) {
      char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
      if (next == '$') {
        continue;
      }
      if (next < '0' || next > '9') {
        throw new IllegalArgumentException(
            "$ must be followed by the number of a group, or by another $");
      }
      if (next - '0' > pattern.groupCount()) {
        throw new IllegalArgumentException(
            "there is no $" + next + ": the last of \"" + text + "\" is $" + pattern.groupCount());
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextPattern that
        && text.equals(that.text)
        && pattern.flags() == that.pattern.flags();
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.motp.radius.login;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the code in a field that holds password and code. Looks at the shape alone: whether the
 * password is right is Keycloak's to say, once, because every try counts at the directory.
 *
 * @param separator what stands between password and code, or empty if nothing does. Where it stands
 *     in the field more than once, the last one counts.
 * @param digits how many digits a code may have, 6 to 8; without a separator just one number
 */
public record AppendedCode(Optional<Character> separator, Set<Integer> digits) {

  /** {@code password,123456}. */
  public static final AppendedCode DEFAULT = new AppendedCode(Optional.of(','), Set.of(6));

  /** A field in its two parts. Its text form shows nothing. */
  record Parts(String password, String code) {
    @Override
    public String toString() {
      return "parts";
    }
  }

  public AppendedCode {
    digits = Set.copyOf(digits);
    if (digits.isEmpty() || (separator.isEmpty() && digits.size() > 1)) {
      throw new IllegalArgumentException("without a separator there is one number of digits");
    }
  }

  /**
   * Splits a field. The password may come out empty.
   *
   * @return empty if the field does not end in a code
   */
  Optional<Parts> split(String field) {
    return separator.isPresent() ? splitAt(field, separator.get()) : splitOff(field);
  }

  private Optional<Parts> splitAt(String field, char wanted) {
    int at = field.length() - 1;
    while (at >= 0 && !same(field.charAt(at), wanted)) {
      at--;
    }
    if (at < 0) {
      return Optional.empty();
    }
    String code = field.substring(at + 1);
    String spaceless =
        code.codePoints()
            .filter(c -> !space(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return allDigits(spaceless) && digits.contains(spaceless.length())
        ? Optional.of(new Parts(field.substring(0, at), spaceless))
        : Optional.empty();
  }

  private Optional<Parts> splitOff(String field) {
    String text = field.stripTrailing();
    int at = text.length() - digits.iterator().next();
    return at >= 0 && allDigits(text.substring(at))
        ? Optional.of(new Parts(text.substring(0, at), text.substring(at)))
        : Optional.empty();
  }

  /** A Chinese input method types a separator in its full-width form. */
  private static boolean same(char typed, char wanted) {
    return typed == wanted
        || Normalizer.normalize(String.valueOf(typed), Normalizer.Form.NFKC)
            .equals(String.valueOf(wanted));
  }

  private static boolean space(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Also full-width ones; Keycloak brings them to one form. */
  private static boolean allDigits(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= '０' && c <= '９'));
  }
}

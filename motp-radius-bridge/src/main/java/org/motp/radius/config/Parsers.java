package org.motp.radius.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the text of a value means. Each parser throws an IllegalArgumentException that says what
 * would be right.
 */
final class Parsers {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Parsers() {}

  /** One of the constants, in whatever case. */
  static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
    return value ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> spelled(constant).equals(value.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("must be " + spelled(type)));
  }

  static boolean flag(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static Function<String, Integer> integer(int least, int most) {
    String right = "must be a number from " + least + " to " + most;
    return value -> {
      if (!value.matches("\\d{1,9}")) {
        throw new IllegalArgumentException(right);
      }
      int number = Integer.parseInt(value);
      if (number < least || number > most) {
        throw new IllegalArgumentException(right);
      }
      return number;
    };
  }

  static Function<String, Duration> duration(Duration least, Duration most) {
    String right =
        "must be a time from " + spelled(least) + " to " + spelled(most) + ", such as 4s or 500ms";
    return value -> {
      Matcher matcher = DURATION.matcher(value);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(right);
      }
      long amount = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new IllegalArgumentException(right);
      }
      return duration;
    };
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String spelled(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Parsers::spelled)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static String spelled(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toHours() > 1 ? duration.toHours() + "h" : duration.toSeconds() + "s";
  }
}

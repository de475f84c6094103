package org.motp.radius.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Typed access to the file and the environment, where the environment wins. Notes every key that is
 * asked for, so that those that nobody asks for can be named.
 */
final class Settings {

  private static final String ENVIRONMENT_PREFIX = "MOTP_RADIUS_";
  private static final int FILE_ORDINAL = 100;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final YamlFile file;
  private final Map<String, String> environment = new HashMap<>();
  private final SmallRyeConfig config;
  private final List<String> mistakes;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<Path> files = new LinkedHashSet<>();

  /**
   * Puts file and environment together.
   *
   * @param environment all environment variables; those that begin with MOTP_RADIUS_ are ours
   * @param notSettings names of variables that begin so and are something else
   * @param mistakes gets what is wrong
   */
  Settings(
      YamlFile file,
      Map<String, String> environment,
      Set<String> notSettings,
      List<String> mistakes) {
    this.file = file;
    this.mistakes = mistakes;
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX) && !notSettings.contains(name)) {
            this.environment.put(name.substring(ENVIRONMENT_PREFIX.length()), value);
          }
        });
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(file.values(), "file", FILE_ORDINAL),
                new EnvConfigSource(this.environment, ENVIRONMENT_ORDINAL))
            .build();
  }

  /** The value of a key; empty if it is not set or blank. */
  Optional<String> text(String key) {
    asked.add(key);
    return Optional.ofNullable(config.getConfigValue(key).getValue())
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  String text(String key, String defaultValue) {
    return text(key).orElse(defaultValue);
  }

  /** The value of a key without which nothing works. */
  String required(String key, String right) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      mistake(key, "is missing; " + right);
    }
    return value.orElse("");
  }

  /**
   * A file that the value of a key names, and whose content is part of the configuration: what it
   * holds is read anew when it changes.
   */
  Optional<Path> file(String key) {
    Optional<Path> file = text(key).flatMap(text -> parsed(key, text, Path::of));
    file.ifPresent(files::add);
    return file;
  }

  /** Makes something of the content of a file. */
  @FunctionalInterface
  interface FileReader<T> {
    T read(Path file) throws IOException;
  }

  /**
   * What a reader makes of the file that a key names; its IOException becomes a mistake.
   *
   * @return empty if no file is named, or if it is not good
   */
  <T> Optional<T> read(String key, FileReader<T> reader) {
    Optional<Path> file = file(key);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(file.get()));
    } catch (IOException e) {
      String reason =
          e instanceof FileSystemException
              ? "cannot be read (" + e.getClass().getSimpleName() + ")"
              : e.getMessage();
      mistake(key, "\"" + file.get() + "\": " + reason);
      return Optional.empty();
    }
  }

  /** The files that were named. */
  Set<Path> files() {
    return files;
  }

  <T> T parse(String key, T defaultValue, Function<String, T> parser) {
    return text(key).flatMap(value -> parsed(key, value, parser)).orElse(defaultValue);
  }

  /** What a parser makes of a value; its IllegalArgumentException becomes a mistake. */
  <T> Optional<T> parsed(String key, String value, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(value));
    } catch (IllegalArgumentException e) {
      mistake(key, "\"" + value + "\": " + e.getMessage());
      return Optional.empty();
    }
  }

  <E extends Enum<E>> E choice(String key, E defaultValue) {
    return parse(
        key,
        defaultValue,
        value ->
            Arrays.stream(defaultValue.getDeclaringClass().getEnumConstants())
                .filter(constant -> spelled(constant).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "must be " + spelled(defaultValue.getDeclaringClass()))));
  }

  boolean flag(String key, boolean defaultValue) {
    return parse(
        key,
        defaultValue,
        value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true", "yes" -> true;
              case "false", "no" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  int integer(String key, int defaultValue, int least, int most) {
    String right = "must be a number from " + least + " to " + most;
    return parse(
        key,
        defaultValue,
        value -> {
          if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(right);
          }
          int number = Integer.parseInt(value);
          if (number < least || number > most) {
            throw new IllegalArgumentException(right);
          }
          return number;
        });
  }

  Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
    String right =
        "must be a time from " + spelled(least) + " to " + spelled(most) + ", such as 4s or 500ms";
    return parse(
        key,
        defaultValue,
        value -> {
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
        });
  }

  /**
   * A list: {@code key[0]}, {@code key[1]} …, or one value with commas. One value in the
   * environment wins over the whole list of the file.
   */
  List<String> list(String key) {
    List<String> items = new ArrayList<>();
    for (int i = 0; given(key + "[" + i + "]"); i++) {
      String element = key + "[" + i + "]";
      text(element).ifPresentOrElse(items::add, () -> mistake(element, "is blank; leave it out"));
    }
    Optional<String> joined = text(key);
    boolean wins =
        joined.isPresent()
            && config.getConfigValue(key).getConfigSourceOrdinal() == ENVIRONMENT_ORDINAL;
    if (!items.isEmpty() && !wins) {
      return items;
    }
    return joined.stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /**
   * A list of which each element may have commas of its own if it is an expression; one that is
   * there and empty is a mistake, because leaving it out means something else.
   */
  List<String> conditions(String key) {
    List<String> items =
        text(key)
            .filter(value -> value.startsWith("regex:"))
            .map(List::of)
            .orElseGet(() -> list(key));
    if (items.isEmpty() && mentions(key)) {
      mistake(key, "is blank; say what has to match, or leave it out");
    }
    return items;
  }

  /** Whether a key is there, with or without a value. */
  boolean mentions(String key) {
    asked.add(key);
    return file.mentions(key) || given(key);
  }

  private boolean given(String key) {
    return config.getConfigValue(key).getRawValue() != null;
  }

  /** How many elements a list of sections has, in the file or in the environment. */
  int sections(String key, List<String> members) {
    int count = 0;
    while (hasSection(key + "[" + count + "]", members)) {
      count++;
    }
    return count;
  }

  private boolean hasSection(String section, List<String> members) {
    return file.values().keySet().stream().anyMatch(key -> key.startsWith(section))
        || members.stream()
            .anyMatch(
                member ->
                    environment.keySet().stream()
                        .anyMatch(
                            name -> name.startsWith(environmentName(section + "." + member))));
  }

  void mistake(String key, String what) {
    String variable = environmentName(key);
    String place =
        environment.containsKey(variable)
            ? "environment variable " + ENVIRONMENT_PREFIX + variable
            : file.place(key);
    mistakes.add(place + ": " + key + ": " + what);
  }

  /** Names every key and variable that no setting has. */
  void refuseUnknown() {
    Set<String> variables =
        asked.stream().map(Settings::environmentName).collect(Collectors.toSet());
    file.values().keySet().stream()
        .filter(key -> !asked.contains(key))
        .forEach(
            key ->
                mistakes.add(
                    file.place(key) + ": " + key + ": there is no such setting" + nearest(key)));
    environment.keySet().stream()
        .filter(name -> !variables.contains(name))
        .sorted()
        .forEach(
            name ->
                mistakes.add(
                    "environment variable "
                        + ENVIRONMENT_PREFIX
                        + name
                        + ": there is no such setting"));
  }

  /** Every key that was asked for, with any index as it was. */
  Set<String> asked() {
    return asked;
  }

  private String nearest(String key) {
    String plain = key.replaceAll("[^a-z]", "");
    return asked.stream()
        .filter(known -> known.replaceAll("[^a-z]", "").equals(plain) || known.endsWith("." + key))
        .findFirst()
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  /**
   * As SmallRye Config derives it: each character that is no letter or digit becomes an underscore.
   */
  private static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> String spelled(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Settings::spelled)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static String spelled(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toHours() > 1 ? duration.toHours() + "h" : duration.toSeconds() + "s";
  }
}

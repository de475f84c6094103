package org.motp.radius.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The values of keys, checked: what is wrong is noted, and so is every key that is asked for, so
 * that those that nobody asks for can be named.
 */
final class Settings {

  private final Sources sources;
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
    this.sources = new Sources(file, environment, notSettings);
    this.mistakes = mistakes;
  }

  /** The value of a key; empty if it is not set or blank. */
  Optional<String> text(String key) {
    asked.add(key);
    return sources.text(key);
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
    return parse(key, defaultValue, Parsers.choice(defaultValue.getDeclaringClass()));
  }

  boolean flag(String key, boolean defaultValue) {
    return parse(key, defaultValue, Parsers::flag);
  }

  int integer(String key, int defaultValue, int least, int most) {
    return parse(key, defaultValue, Parsers.integer(least, most));
  }

  Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
    return parse(key, defaultValue, Parsers.duration(least, most));
  }

  /**
   * A list: {@code key[0]}, {@code key[1]} …, or one value with commas. One value in the
   * environment wins over the whole list of the file.
   */
  List<String> list(String key) {
    List<String> items = new ArrayList<>();
    for (int i = 0; sources.given(key + "[" + i + "]"); i++) {
      String element = key + "[" + i + "]";
      text(element).ifPresentOrElse(items::add, () -> mistake(element, "is blank; leave it out"));
    }
    Optional<String> joined = text(key);
    boolean wins = joined.isPresent() && sources.fromEnvironment(key);
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
    return sources.mentions(key);
  }

  /** How many elements a list of sections has, in the file or in the environment. */
  int sections(String key, List<String> members) {
    int count = 0;
    while (sources.hasSection(key + "[" + count + "]", members)) {
      count++;
    }
    return count;
  }

  void mistake(String key, String what) {
    mistakes.add(sources.place(key) + ": " + key + ": " + what);
  }

  /** Names every key and variable that no setting has. */
  void refuseUnknown() {
    mistakes.addAll(sources.othersThan(asked));
  }

  /** Every key that was asked for, with any index as it was. */
  Set<String> asked() {
    return asked;
  }
}

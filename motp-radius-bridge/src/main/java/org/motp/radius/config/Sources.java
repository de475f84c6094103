package org.motp.radius.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where values stand: the file, and the environment, which wins. Keys are those of the file, such
 * as {@code clients[0].secret}; the variable of that one is MOTP_RADIUS_CLIENTS_0__SECRET.
 */
final class Sources {

  private static final String ENVIRONMENT_PREFIX = "MOTP_RADIUS_";
  private static final int FILE_ORDINAL = 100;
  private static final int ENVIRONMENT_ORDINAL = 300;

  private final YamlFile file;
  private final Map<String, String> environment = new HashMap<>();
  private final SmallRyeConfig config;

  /**
   * Puts file and environment together.
   *
   * @param environment all environment variables; those that begin with MOTP_RADIUS_ are ours
   * @param notSettings names of variables that begin so and are something else
   */
  Sources(YamlFile file, Map<String, String> environment, Set<String> notSettings) {
    this.file = file;
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
    return Optional.ofNullable(config.getConfigValue(key).getValue())
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** Whether a key has a value, be it blank. */
  boolean given(String key) {
    return config.getConfigValue(key).getRawValue() != null;
  }

  /** Whether a key is there, with or without a value. */
  boolean mentions(String key) {
    return file.mentions(key) || given(key);
  }

  /** Whether the value of a key comes from the environment. */
  boolean fromEnvironment(String key) {
    return config.getConfigValue(key).getConfigSourceOrdinal() == ENVIRONMENT_ORDINAL;
  }

  /** Whether there is anything in a section, such as {@code clients[0]}. */
  boolean hasSection(String section, List<String> members) {
    return file.values().keySet().stream().anyMatch(key -> key.startsWith(section))
        || members.stream()
            .anyMatch(
                member ->
                    environment.keySet().stream()
                        .anyMatch(
                            name -> name.startsWith(environmentName(section + "." + member))));
  }

  /** Where the value of a key stands, or would have to. */
  String place(String key) {
    String name = environmentName(key);
    return environment.containsKey(name) ? variable(name) : file.place(key);
  }

  /** A sentence for every key and every variable that is none of these. */
  List<String> othersThan(Set<String> keys) {
    Set<String> variables = keys.stream().map(Sources::environmentName).collect(Collectors.toSet());
    return Stream.concat(
            file.values().keySet().stream()
                .filter(key -> !keys.contains(key))
                .map(
                    key ->
                        file.place(key)
                            + ": "
                            + key
                            + ": there is no such setting"
                            + nearest(key, keys)),
            environment.keySet().stream()
                .filter(name -> !variables.contains(name))
                .sorted()
                .map(name -> variable(name) + ": there is no such setting"))
        .toList();
  }

  private static String nearest(String key, Set<String> keys) {
    String plain = key.replaceAll("[^a-z]", "");
    return keys.stream()
        .filter(known -> known.replaceAll("[^a-z]", "").equals(plain) || known.endsWith("." + key))
        .findFirst()
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  private static String variable(String name) {
    return "environment variable " + ENVIRONMENT_PREFIX + name;
  }

  /**
   * As SmallRye Config derives it: each character that is no letter or digit becomes an underscore.
   */
  private static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}

package org.motp.radius.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.config.BridgeConfig.Accounting;
import org.motp.radius.config.BridgeConfig.Groups;
import org.motp.radius.config.BridgeConfig.Limits;
import org.motp.radius.config.BridgeConfig.Log;
import org.motp.radius.config.BridgeConfig.LogFormat;
import org.motp.radius.config.BridgeConfig.LogLevel;
import org.motp.radius.config.BridgeConfig.Times;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.policy.GroupAttributes;

/** Reads the configuration and checks all of it before anything is started. */
public final class ConfigReader {

  private final Dictionaries dictionaries;
  private final Map<String, String> environment;
  private final Set<String> notSettings;

  /**
   * Makes a reader.
   *
   * @param environment all environment variables
   * @param notSettings names of variables that begin with MOTP_RADIUS_ and are no settings
   */
  public ConfigReader(
      Dictionaries dictionaries, Map<String, String> environment, Set<String> notSettings) {
    this.dictionaries = dictionaries;
    this.environment = Map.copyOf(environment);
    this.notSettings = Set.copyOf(notSettings);
  }

  /**
   * Reads a file and the environment.
   *
   * @throws ConfigException with all mistakes
   */
  public BridgeConfig read(Path path) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    YamlFile file = YamlFile.read(path, mistakes);
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    Settings settings = new Settings(file, environment, notSettings, mistakes);
    BridgeConfig config = read(settings);
    settings.refuseUnknown();
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return config;
  }

  BridgeConfig read(Settings settings) {
    return new BridgeConfig(
        listen(settings, "listen", List.of("0.0.0.0:1812")),
        KeycloakSection.read(settings),
        ClientsSection.read(settings),
        settings.list("users.strip-domains"),
        groups(settings),
        times(settings),
        new Limits(
            settings.integer("limits.open-requests", 2000, 1, 100_000),
            settings.integer("limits.duplicates", 30_000, 1_000, 1_000_000)),
        accounting(settings),
        new Log(
            settings.choice("log.format", LogFormat.TEXT),
            settings.choice("log.level", LogLevel.INFO)));
  }

  private static List<InetSocketAddress> listen(
      Settings settings, String key, List<String> defaultValue) {
    List<String> addresses = settings.list(key);
    List<InetSocketAddress> result = new ArrayList<>();
    for (String address : addresses.isEmpty() ? defaultValue : addresses) {
      settings.parsed(key, address, SocketAddresses::parse).ifPresent(result::add);
    }
    return result;
  }

  private static Accounting accounting(Settings settings) {
    return new Accounting(
        listen(settings, "accounting.listen", List.of()),
        settings.integer("accounting.sessions", 20_000, 1, 1_000_000),
        settings.duration(
            "accounting.stale-after",
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            Duration.ofHours(1000)));
  }

  private Groups groups(Settings settings) {
    String attribute = settings.text("groups.attribute", "Fortinet-Group-Name");
    if (!dictionaries.knowsText(attribute)) {
      settings.mistake(
          "groups.attribute",
          "\""
              + attribute
              + "\": no attribute that holds text is called so;"
              + " for example Fortinet-Group-Name, Filter-Id or Class");
    }
    List<GroupAttributes.Sent> send = new ArrayList<>();
    int count = settings.sections("groups.send", List.of("group", "as"));
    for (int i = 0; i < count; i++) {
      String section = "groups.send[" + i + "].";
      String group = settings.required(section + "group", "the name of a group in Keycloak");
      Optional<String> as = settings.text(section + "as");
      send.add(new GroupAttributes.Sent(group, as));
    }
    return new Groups(settings.text("groups.claim", "groups"), attribute, send);
  }

  private static Times times(Settings settings) {
    Duration deadline =
        settings.duration(
            "times.deadline",
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofMillis(4500));
    Duration rejectDelay =
        settings.duration(
            "times.reject-delay", Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(4));
    if (rejectDelay.plusMillis(500).compareTo(deadline) > 0) {
      settings.mistake("times.reject-delay", "must be at least 500ms shorter than times.deadline");
    }
    Duration duplicates =
        settings.duration(
            "times.duplicates",
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60));
    return new Times(deadline, rejectDelay, duplicates);
  }
}

package org.motp.radius.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.config.BridgeConfig.Accounting;
import org.motp.radius.config.BridgeConfig.Log;
import org.motp.radius.config.BridgeConfig.LogFormat;
import org.motp.radius.config.BridgeConfig.LogLevel;
import org.motp.radius.config.BridgeConfig.Management;
import org.motp.radius.config.BridgeConfig.Policy;
import org.motp.radius.config.BridgeConfig.Times;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.policy.Dictionaries;

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
      throw new ConfigException(mistakes, Set.of());
    }
    Settings settings = new Settings(file, environment, notSettings, mistakes);
    BridgeConfig config = read(settings);
    settings.refuseUnknown();
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes, settings.files());
    }
    return config;
  }

  BridgeConfig read(Settings settings) {
    KeycloakSettings keycloak = KeycloakSection.read(settings);
    List<String> clients = ClientsSection.names(settings);
    AttributesSection attributes = new AttributesSection(settings, dictionaries);
    String groupsClaim = settings.text("policy.groups-claim", "groups");
    Map<String, KeycloakSettings> realms = RealmsSection.read(settings, keycloak);
    Set<String> realmNames = new HashSet<>(realms.keySet());
    realmNames.add(keycloak.realm());
    return new BridgeConfig(
        SocketAddresses.list(settings, "listen", List.of("0.0.0.0:1812")),
        keycloak,
        ClientsSection.read(settings),
        UsersSection.read(settings),
        attributes.general(groupsClaim),
        new Policy(
            new PolicySection(settings, attributes, Set.copyOf(clients), realmNames).read(),
            LoginModes.read(settings, clients),
            groupsClaim,
            realms),
        times(settings),
        LimitsSection.read(settings),
        accounting(settings),
        RadSecSection.read(settings),
        new Log(
            settings.choice("log.format", LogFormat.TEXT),
            settings.choice("log.level", LogLevel.INFO)),
        management(settings),
        EapSection.read(settings, clients),
        // Last: all others note their files.
        Set.copyOf(settings.files()));
  }

  private static Management management(Settings settings) {
    String listen = settings.text("management.listen", "127.0.0.1:9812");
    // The token is written there, and is no part of the configuration.
    Optional<Path> tokenFile =
        settings
            .text("management.token-file")
            .flatMap(text -> settings.parsed("management.token-file", text, Path::of));
    return new Management(
        // What YAML 1.1 makes of the word, and what people write.
        listen.equals("off") || listen.equals("false")
            ? Optional.empty()
            : settings.parsed("management.listen", listen, SocketAddresses::parse),
        tokenFile);
  }

  private static Accounting accounting(Settings settings) {
    return new Accounting(
        SocketAddresses.list(settings, "accounting.listen", List.of()),
        settings.integer("accounting.sessions", 20_000, 1, 1_000_000),
        settings.duration(
            "accounting.stale-after",
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            Duration.ofHours(1000)),
        settings.flag("accounting.follow-sign-outs", true));
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

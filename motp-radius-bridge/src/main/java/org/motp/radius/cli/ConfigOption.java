package org.motp.radius.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.config.ConfigReader;
import org.motp.radius.policy.Dictionaries;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class ConfigOption {

  /** Variables that begin like settings and belong to the command line. */
  static final Set<String> NOT_SETTINGS = Set.of("MOTP_RADIUS_CONFIG");

  private static final List<Path> PLACES =
      List.of(
          Path.of("motp-radius-bridge.yaml"),
          Path.of("/etc/motp-radius-bridge/motp-radius-bridge.yaml"));

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "${env:MOTP_RADIUS_CONFIG}",
      description =
          "Configuration file. Default: ./motp-radius-bridge.yaml, else"
              + " /etc/motp-radius-bridge/motp-radius-bridge.yaml, or MOTP_RADIUS_CONFIG.")
  private Path file;

  Path file() {
    if (file != null) {
      return file;
    }
    return PLACES.stream().filter(Files::exists).findFirst().orElse(PLACES.get(0));
  }

  BridgeConfig read(Dictionaries dictionaries, Map<String, String> environment)
      throws ConfigException {
    return new ConfigReader(dictionaries, environment, NOT_SETTINGS).read(file());
  }
}

package org.motp.radius.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Something secret from a file or an environment variable, because command lines are visible to
 * all.
 */
final class SecretOption {

  private SecretOption() {}

  /**
   * Reads the secret.
   *
   * @param file null if there is none
   * @param variable null if there is none
   * @return empty if neither is given
   */
  static Optional<String> read(
      CommandSpec spec, String what, Path file, String variable, Map<String, String> environment) {
    if (file != null) {
      try {
        return Optional.of(Files.readString(file).strip());
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "--" + what + "-file: " + file + " cannot be read", e);
      }
    }
    if (variable != null) {
      String value = environment.get(variable);
      if (value == null) {
        throw new ParameterException(
            spec.commandLine(), "--" + what + "-env: " + variable + " is not set");
      }
      return Optional.of(value);
    }
    return Optional.empty();
  }
}

package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of the operating system that plays a part in a test. */
public enum Tool {
  RADCLIENT("radclient", "freeradius-utils"),
  RADTEST("radtest", "freeradius-utils"),
  FREERADIUS("freeradius", "freeradius"),
  RADSECPROXY("radsecproxy", "radsecproxy"),
  IP("ip", "iproute2"),
  EAPOL_TEST("eapol_test", "eapoltest"),
  PYTHON("python3", "python3"),
  OPENSSL("openssl", "openssl"),
  OATHTOOL("oathtool", "oathtool"),
  CHROMIUM("chromium", "chromium fonts-noto-cjk");

  private static final int PATIENCE_SECONDS = 60;

  private final String command;
  private final String debianPackages;

  Tool(String command, String debianPackages) {
    this.command = command;
    this.debianPackages = debianPackages;
  }

  /** Where it is; skips the test where it is missing, and fails it where {@code CI=true}. */
  public Path path() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(this::missing);
  }

  private Path missing() {
    String sentence =
        command
            + " is missing; on Debian: apt-get install --no-install-recommends "
            + debianPackages;
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      return Assertions.fail(sentence);
    }
    return Assumptions.abort(sentence);
  }

  /**
   * Runs it to its end, whatever its exit code is.
   *
   * @return what it wrote to its standard output
   */
  public String run(String input, String... arguments) {
    List<String> line = new ArrayList<>(List.of(path().toString()));
    line.addAll(Arrays.asList(arguments));
    try {
      Path output = Files.createTempFile(command, "");
      Path complaints = Files.createTempFile(command, "");
      try {
        Process process =
            new ProcessBuilder(line)
                .redirectOutput(output.toFile())
                .redirectError(complaints.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException(command + " does not end");
        }
        String said = Files.readString(output);
        if (said.isEmpty() && process.exitValue() != 0) {
          System.err.println(command + ": " + Files.readString(complaints));
        }
        return said;
      } finally {
        Files.delete(output);
        Files.delete(complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }
}

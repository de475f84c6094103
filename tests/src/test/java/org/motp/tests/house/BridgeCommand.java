package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.motp.demo.ProjectFiles;

/** {@code motp-radius-bridge} as an administrator types it, to its end. */
public final class BridgeCommand {
  private static final int PATIENCE_SECONDS = 60;

  private BridgeCommand() {}

  /**
   * How it ended.
   *
   * @param output of both streams
   */
  public record Result(int exitCode, String output) {}

  /** Runs it with these settings in its environment. */
  public static Result run(Map<String, String> environment, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ProjectFiles.locate().bridge().toString()));
    line.addAll(Arrays.asList(arguments));
    try {
      Path output = Files.createTempFile("bridge-command", "");
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(arguments[0] + " does not end");
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return new Result(process.exitValue(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

package org.motp.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The RADIUS bridge as an administrator runs it: its jar, a configuration file, a process of its
 * own. It ends with this process, however this process ends. Not thread-safe.
 */
public final class BridgeProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String READY = "ready, listening on";

  private final Path jar;
  private final Path options;
  private final Path config;
  private final Map<String, String> environment;
  private final Path log;
  private ChildProcess process;

  /**
   * @param options for Java, as an argument file
   * @param environment settings as variables, {@code MOTP_RADIUS_…}; they win over the file
   * @param log a file that its output is appended to
   */
  public BridgeProcess(
      Path jar, Path options, Path config, Map<String, String> environment, Path log) {
    this.jar = jar;
    this.options = options;
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /**
   * Starts it, or starts it again, and waits until it takes requests.
   *
   * @throws IOException when it does not, with what it said about it
   */
  public BridgeProcess start() throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(
        List.of(
            "@" + options,
            "-jar",
            jar.toString(),
            "serve",
            "--config",
            config.toAbsolutePath().toString()));
    process = ChildProcess.start(command, environment, config.toAbsolutePath().getParent(), log);
    if (!process.await(() -> output().contains(READY), START_LIMIT)) {
      String said = output().lines().limit(3).collect(Collectors.joining(" "));
      kill();
      throw new IOException("The bridge does not start: " + said + " (log: " + log + ")");
    }
    return this;
  }

  /** What it wrote since its last start. */
  public String output() {
    try {
      return process.output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Its process id, for measurements. */
  public long pid() {
    return process.processes().findFirst().orElseThrow().pid();
  }

  /** Ends it as a crash would; {@link #start()} starts it again. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

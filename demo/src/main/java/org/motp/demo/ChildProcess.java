package org.motp.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process that never outlives this one. A shell stands between: it hears by the end of its input
 * that its parent is gone, however it went, and then asks the process to end. Thread-safe.
 */
final class ChildProcess implements AutoCloseable {

  /**
   * Also keeps Ctrl-C, which a terminal sends to everybody, from the process: its parent ends it.
   */
  private static final String LIFELINE =
      """
      trap '' INT
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      (while read -r _; do :; done; kill -TERM "$child") <&3 2>/dev/null &
      watcher=$!
      exec 3<&-
      wait "$child"
      status=$?
      kill "$watcher" 2>/dev/null
      exit "$status"
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Process shell;
  private final Path log;
  private final long logStart;

  private ChildProcess(Process shell, Path log, long logStart) {
    this.shell = shell;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts a command whose output is appended to a file.
   *
   * @param environment added to this process's own
   */
  static ChildProcess start(
      List<String> command, Map<String, String> environment, Path directory, Path log)
      throws IOException {
    List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", LIFELINE, "motp"));
    guarded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(guarded)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    return new ChildProcess(builder.start(), log, logStart);
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** The exit code, once it has ended; 128 + signal when a signal ended it. */
  int exitCode() {
    return shell.exitValue();
  }

  /** What it wrote since it was started. */
  String output() throws IOException {
    byte[] all = Files.readAllBytes(log);
    int from = (int) Math.min(logStart, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  /**
   * Waits until something holds, or the process has ended, or the time is over.
   *
   * @return whether it holds
   */
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!isAlive() || System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
    return true;
  }

  /** The process itself and its children, without the shell that guards it. */
  Stream<ProcessHandle> processes() {
    return shell.descendants();
  }

  /** Ends it as a crash would: nothing is flushed, nobody is told. */
  void kill() {
    List<ProcessHandle> all = shell.descendants().toList();
    shell.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    shell.onExit().join();
  }

  /** Asks it to end, and kills it when it has not after 20 s. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException ended) {
      // Its input is closed already: it is ending.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}

package org.motp.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process under load, and what the kernel says about it. */
final class Server implements AutoCloseable {

  private static final long MILLIS_PER_TICK = 10;

  private final String name;
  private final int port;
  private final Process process;

  Server(String name, int port, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    this.name = name;
    this.port = port;
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile());
    builder.environment().putAll(environment);
    this.process = builder.start();
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Resident memory now, in kB. */
  long residentKilobytes() {
    return status("VmRSS:");
  }

  /** The most resident memory so far, in kB. */
  long peakKilobytes() {
    return status("VmHWM:");
  }

  private long status(String line) {
    try (var lines = Files.lines(proc("status"))) {
      return lines
          .filter(text -> text.startsWith(line))
          .mapToLong(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processor time used so far, of all its threads, in milliseconds. */
  long processorMillis() {
    try {
      String stat = Files.readString(proc("stat"));
      List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) * MILLIS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

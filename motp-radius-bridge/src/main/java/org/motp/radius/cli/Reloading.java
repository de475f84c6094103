package org.motp.radius.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.motp.radius.Bridge;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.config.ConfigWatch;
import org.motp.radius.observe.LogSetup;
import org.motp.radius.time.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when a file of it changes, at SIGHUP, and when an administrator
 * says so. What is wrong is named and changes nothing.
 */
final class Reloading implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  /** Reads the configuration file and the environment. */
  @FunctionalInterface
  interface Reader {
    BridgeConfig read() throws ConfigException;
  }

  private final Bridge bridge;
  private final Path file;
  private final Reader reader;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread started = new Thread(task, "motp-reload");
            started.setDaemon(true);
            return started;
          });
  private final AtomicLong lastSuccess = new AtomicLong(InstantSource.system().millis());
  private BridgeConfig current;
  private Set<Path> files;

  private Reloading(Bridge bridge, Path file, BridgeConfig current, Reader reader) {
    this.bridge = bridge;
    this.file = file;
    this.reader = reader;
    this.current = current;
    this.files = files(current.files());
    TimeGauge.builder(
            "motp.radius.config.last.reload.success.timestamp",
            lastSuccess,
            TimeUnit.MILLISECONDS,
            AtomicLong::get)
        .description("When the configuration that is in force was read, since 1970")
        .register(bridge.meters());
    reloads("changed");
    reloads("refused");
  }

  /** Begins to watch. */
  static Reloading start(Bridge bridge, Path file, BridgeConfig current, Reader reader) {
    Reloading reloading = new Reloading(bridge, file, current, reader);
    ConfigWatch watch =
        new ConfigWatch(() -> reloading.files, new OwnThread(reloading.thread), reloading::reload);
    reloading.thread.execute(watch::start);
    Hangup.on(() -> reloading.thread.execute(reloading::reload));
    bridge.command(
        "reload",
        arguments -> reloading.inTurn(() -> reloading.reload() ? "reloaded\n" : refused()));
    return reloading;
  }

  private static String refused() {
    throw new IllegalArgumentException(
        "the configuration has mistakes, which the log names; the one before stays in force");
  }

  private <T> T inTurn(Callable<T> task) throws InterruptedException {
    try {
      return thread.submit(task).get();
    } catch (ExecutionException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    }
  }

  private boolean reload() {
    try {
      BridgeConfig next = reader.read();
      bridge.change(next);
      if (!next.log().equals(current.log())) {
        LogSetup.apply(next.log());
      }
      current = next;
      files = files(next.files());
      lastSuccess.set(InstantSource.system().millis());
      reloads("changed").increment();
      LOG.info("the configuration was read again and is in force; asks as {}", next.keycloak());
      return true;
    } catch (ConfigException e) {
      // A file that was missing may come.
      Set<Path> watched = files(e.files());
      watched.addAll(files(current.files()));
      files = watched;
      e.mistakes().forEach(mistake -> LOG.error("mistake in the configuration: {}", mistake));
    } catch (IOException e) {
      LOG.error("mistake in the configuration: {}", e.getMessage());
    } catch (RuntimeException e) {
      // The edge of the watching thread: without it no later change would be noticed.
      LOG.error("a defect: the configuration could not be changed", e);
    }
    reloads("refused").increment();
    LOG.error("the configuration was not changed: the one before stays in force");
    return false;
  }

  private Set<Path> files(Set<Path> named) {
    Set<Path> all = new LinkedHashSet<>(named);
    all.add(file);
    return all;
  }

  private io.micrometer.core.instrument.Counter reloads(String result) {
    MeterRegistry meters = bridge.meters();
    return meters.counter("motp.radius.config.reloads", "result", result);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Reading files may take its time, and must not hold up logins. */
  private record OwnThread(ScheduledExecutorService thread) implements Timing {

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      if (!thread.isShutdown()) {
        var unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }
}

package org.motp.radius.keycloak;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;

/**
 * Knows whether it makes sense to ask Keycloak. It opens when no server can be connected to, or
 * when a harmless question is not answered either after something went wrong; while it is open the
 * same question is asked twice a second, and the first answer closes it. Logins are never the
 * question. Safe for use by several threads.
 */
final class Breaker {

  /** Between two harmless questions while open. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * So long nothing may be answered, while something waits for an answer, before there is doubt.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Is told when the breaker opens and closes, each in turn. */
  interface Watcher {
    void opened(String reason);

    void closed();
  }

  private final Timing timing;
  private final Supplier<CompletionStage<Optional<String>>> probe;
  private final Watcher watcher;
  private volatile boolean open;
  private volatile boolean stopped;
  private boolean probing;
  private boolean answeredSinceProbe;
  private boolean watching;
  private int waiting;
  private long quietSince;

  /**
   * Makes one that is closed.
   *
   * @param probe asks the harmless question; what is wrong, or empty if it was answered. Never
   *     fails
   */
  Breaker(Timing timing, Supplier<CompletionStage<Optional<String>>> probe, Watcher watcher) {
    this.timing = timing;
    this.probe = probe;
    this.watcher = watcher;
  }

  boolean open() {
    return open;
  }

  /** A question goes out. */
  synchronized void asking() {
    if (waiting++ == 0) {
      quietSince = timing.nanoTime();
    }
    if (!watching) {
      watching = true;
      timing.after(PATIENCE, this::look);
    }
  }

  /** A question was answered: whatever the answer is, Keycloak is there. */
  synchronized void answered() {
    waiting--;
    quietSince = timing.nanoTime();
    answeredSinceProbe = true;
    close();
  }

  /** No server could be connected to. */
  void unreachable(String reason) {
    synchronized (this) {
      waiting--;
      open(reason);
    }
    probe();
  }

  /** Something else went wrong, perhaps with this one question alone. */
  void doubtful() {
    synchronized (this) {
      waiting--;
    }
    probe();
  }

  private void look() {
    boolean quiet;
    synchronized (this) {
      if (waiting == 0) {
        watching = false;
        return;
      }
      long remaining = PATIENCE.toNanos() - (timing.nanoTime() - quietSince);
      quiet = remaining <= 0;
      timing.after(quiet ? PATIENCE : Duration.ofNanos(remaining), this::look);
    }
    if (quiet) {
      probe();
    }
  }

  /** Asks no more. What was asked may still be answered. */
  void stop() {
    stopped = true;
  }

  /** Asks the harmless question now, unless it is being asked. */
  void probe() {
    synchronized (this) {
      if (probing) {
        return;
      }
      probing = true;
    }
    ask();
  }

  private void ask() {
    synchronized (this) {
      answeredSinceProbe = false;
    }
    var unused = probe.get().thenAccept(this::probed);
  }

  private synchronized void probed(Optional<String> wrong) {
    if (wrong.isEmpty()) {
      probing = false;
      close();
    } else if (answeredSinceProbe) {
      // Keycloak was there after the question that went wrong.
      probing = false;
    } else if (!stopped) {
      open(wrong.get());
      timing.after(PAUSE, this::ask);
    }
  }

  private void open(String reason) {
    if (!open) {
      open = true;
      watcher.opened(reason);
    }
  }

  private void close() {
    if (open) {
      open = false;
      watcher.closed();
    }
  }
}

package org.motp.demo;

import java.time.Duration;

/** Makes a server as slow as a test wants it, and lets it go again at once. Thread-safe. */
final class AnswerDelay {

  private long nanos;
  private long changes;

  /**
   * Holds every later answer back for this long; {@link Duration#ZERO} also lets waiting ones go.
   */
  synchronized void set(Duration delay) {
    nanos = delay.toNanos();
    changes++;
    notifyAll();
  }

  synchronized void await() {
    long deadline = System.nanoTime() + nanos;
    long seen = changes;
    try {
      for (long left = nanos; left > 0 && seen == changes; left = deadline - System.nanoTime()) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

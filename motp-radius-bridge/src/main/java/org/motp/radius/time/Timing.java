package org.motp.radius.time;

import java.time.Duration;

/** A clock and an alarm. Implementations are safe for use by several threads. */
public interface Timing {

  /**
   * Nanoseconds since some fixed moment, like {@link System#nanoTime}: only differences have a
   * meaning.
   */
  long nanoTime();

  /**
   * Runs a task once, later. The task must not block.
   *
   * @param delay how long to wait; zero or less means as soon as possible
   */
  void after(Duration delay, Runnable task);
}

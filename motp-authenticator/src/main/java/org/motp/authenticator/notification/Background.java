package org.motp.authenticator.notification;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Few threads and a bounded queue for what no login waits for. Threads end when there is nothing to
 * do. Thread-safe.
 */
public final class Background implements AutoCloseable {
  private final ThreadPoolExecutor executor;

  /**
   * Makes threads when there is work for them.
   *
   * @param name of the threads
   * @param threads how many at most
   * @param capacity how many tasks may wait
   */
  public Background(String name, int threads, int capacity) {
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(capacity),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs a task soon; false when too many wait already, or when this is closed. */
  public boolean start(Runnable task) {
    try {
      executor.execute(task);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Interrupts what runs and forgets what waits. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}

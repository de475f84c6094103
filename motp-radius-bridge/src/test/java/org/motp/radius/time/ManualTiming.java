package org.motp.radius.time;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that a test turns. Tasks run on the thread that turns it. */
public final class ManualTiming implements Timing {

  private record Task(long at, long order, Runnable action) {}

  private final Queue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  // Near the overflow of a long, where comparing times the wrong way shows.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();
  private long order;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    // Counted from zero, so that the queue's order survives the overflow of the clock.
    tasks.add(new Task(elapsed() + Math.max(0, delay.toNanos()), order++, task));
  }

  /** Lets time pass, and runs what falls due in it. */
  public void pass(Duration duration) {
    long end = elapsed() + duration.toNanos();
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task task = tasks.remove();
      now += task.at() - elapsed();
      task.action().run();
    }
    now += end - elapsed();
  }

  private long elapsed() {
    return now - (Long.MAX_VALUE - Duration.ofSeconds(2).toNanos());
  }
}

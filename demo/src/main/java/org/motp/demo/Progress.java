package org.motp.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Says what is being done, and for how long already: on a terminal in one line that changes,
 * elsewhere in lines that can be read in a log.
 */
final class Progress {

  private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final int LINES_EVERY_SECONDS = 10;

  private final PrintStream out;
  private final boolean terminal;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Does something that takes a while. */
  <T> T during(String what, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    var ticking = terminal ? spin(ticker, what, start) : report(ticker, what, start);
    boolean done = false;
    try {
      T result = work.call();
      done = true;
      return result;
    } finally {
      ticking.cancel(false);
      ticker.shutdown();
      ticker.awaitTermination(1, TimeUnit.SECONDS);
      String mark = done ? green("✓") : red("✗");
      out.printf("%s%s %s %s%n", lineStart(), mark, what, dim(seconds(start) + " s"));
      out.flush();
    }
  }

  private ScheduledFuture<?> spin(ScheduledExecutorService ticker, String what, long start) {
    int[] turn = {0};
    return ticker.scheduleAtFixedRate(
        () -> {
          String wheel = SPINNER[turn[0]++ % SPINNER.length];
          out.printf("%s%s %s … %s", lineStart(), wheel, what, dim(seconds(start) + " s"));
          out.flush();
        },
        0,
        100,
        TimeUnit.MILLISECONDS);
  }

  private ScheduledFuture<?> report(ScheduledExecutorService ticker, String what, long start) {
    return ticker.scheduleAtFixedRate(
        () -> {
          out.printf("  %s … %s%n", what, seconds(start) == 0 ? "" : seconds(start) + " s");
          out.flush();
        },
        0,
        LINES_EVERY_SECONDS,
        TimeUnit.SECONDS);
  }

  private String lineStart() {
    return terminal ? "\r\u001b[2K" : "";
  }

  private static long seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  String bold(String text) {
    return coloured("1", text);
  }

  String dim(String text) {
    return coloured("2", text);
  }

  String red(String text) {
    return coloured("31", text);
  }

  private String green(String text) {
    return coloured("32", text);
  }

  private String coloured(String code, String text) {
    return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

package org.motp.tests.endurance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Keeps the pace of a load, as people do who look at the clock; nothing is waited for. */
final class Pace {

  private Pace() {}

  /** False if it was interrupted. */
  static boolean until(Instant moment) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, Duration.between(Instant.now(), moment).toMillis()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

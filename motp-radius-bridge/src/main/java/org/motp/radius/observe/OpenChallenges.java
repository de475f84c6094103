package org.motp.radius.observe;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.motp.radius.time.Timing;

/**
 * How many users are probably looking for their code: challenges that were sent and neither
 * answered here nor ended. One that is answered at another bridge counts until it ends. Bounded:
 * with more, the oldest are forgotten. Safe for use by several threads.
 */
final class OpenChallenges {

  /** What Keycloak gives a user by default. */
  private static final long LIFETIME = Duration.ofMinutes(2).toNanos();

  private static final int MOST = 20_000;

  private final Timing timing;
  private final Map<String, Long> sentAt = new LinkedHashMap<>();

  OpenChallenges(Timing timing) {
    this.timing = timing;
  }

  /**
   * A challenge was sent.
   *
   * @param fingerprint what the log calls it
   */
  synchronized void sent(String fingerprint) {
    forgetEnded();
    if (sentAt.size() >= MOST) {
      sentAt.remove(sentAt.keySet().iterator().next());
    }
    sentAt.put(fingerprint, timing.nanoTime());
  }

  synchronized void answered(String fingerprint) {
    sentAt.remove(fingerprint);
  }

  synchronized int count() {
    forgetEnded();
    return sentAt.size();
  }

  private void forgetEnded() {
    Iterator<Long> oldestFirst = sentAt.values().iterator();
    while (oldestFirst.hasNext() && timing.nanoTime() - oldestFirst.next() > LIFETIME) {
      oldestFirst.remove();
    }
  }
}

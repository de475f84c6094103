package org.motp.radius.keycloak;

import java.util.concurrent.atomic.AtomicBoolean;
import org.motp.radius.time.Timing;

/** Concludes from answers whether Keycloak is there. Safe for use by several threads. */
final class Availability {

  private final Timing timing;
  private final AvailabilityListener listener;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean distrusted = new AtomicBoolean();
  private volatile long lastAnswer;

  Availability(Timing timing, AvailabilityListener listener) {
    this.timing = timing;
    this.listener = listener;
    this.lastAnswer = timing.nanoTime();
  }

  long now() {
    return timing.nanoTime();
  }

  /**
   * Draws the conclusion from one answer.
   *
   * @param sentAt when the question went out
   */
  void seen(GrantAnswer answer, long sentAt) {
    if (answer instanceof GrantAnswer.Unavailable unavailable) {
      // One slow account, while others were answered, is not the loss of Keycloak.
      boolean othersAnswered = lastAnswer - sentAt > 0;
      if (!othersAnswered && lost.compareAndSet(false, true)) {
        listener.lost(unavailable.reason());
      }
      return;
    }
    lastAnswer = timing.nanoTime();
    if (lost.compareAndSet(true, false)) {
      listener.back();
    }
    if (answer instanceof GrantAnswer.Untrusted untrusted
        && distrusted.compareAndSet(false, true)) {
      listener.distrusted(untrusted.reason());
    }
    if (answer instanceof GrantAnswer.Granted && distrusted.compareAndSet(true, false)) {
      listener.trusted();
    }
  }
}

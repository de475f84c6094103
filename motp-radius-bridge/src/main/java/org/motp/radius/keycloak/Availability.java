package org.motp.radius.keycloak;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Concludes from answers and from the breaker what is said about Keycloak. Safe for use by several
 * threads.
 */
final class Availability implements Breaker.Watcher {

  private final KeycloakListener listener;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean distrusted = new AtomicBoolean();
  private volatile long lastAnswer;

  /**
   * Begins with a Keycloak that is there.
   *
   * @param now nanoseconds on the clock of {@link #seen}
   */
  Availability(KeycloakListener listener, long now) {
    this.listener = listener;
    this.lastAnswer = now;
  }

  @Override
  public void opened(String reason) {
    listener.breaker(true);
    if (lost.compareAndSet(false, true)) {
      listener.lost(reason);
    }
  }

  @Override
  public void closed() {
    listener.breaker(false);
    back();
  }

  /**
   * Draws the conclusion from one answer.
   *
   * @param sentAt when the question went out
   * @param now when the answer came
   */
  void seen(GrantAnswer answer, long sentAt, long now) {
    if (answer instanceof GrantAnswer.Unavailable unavailable) {
      // One slow account, while others were answered, is not the loss of Keycloak.
      boolean othersAnswered = lastAnswer - sentAt > 0;
      if (!othersAnswered && lost.compareAndSet(false, true)) {
        listener.lost(unavailable.reason());
      }
      return;
    }
    lastAnswer = now;
    back();
    if (answer instanceof GrantAnswer.Untrusted untrusted
        && distrusted.compareAndSet(false, true)) {
      listener.distrusted(untrusted.reason());
    }
    if (answer instanceof GrantAnswer.Granted && distrusted.compareAndSet(true, false)) {
      listener.trusted();
    }
  }

  private void back() {
    if (lost.get() && lost.compareAndSet(true, false)) {
      listener.back();
    }
  }
}

package org.motp.authenticator.notification.push;

import java.time.Duration;

/**
 * What a push service made of a message.
 *
 * @param retryAfter how long to wait before {@link Outcome#LATER}, or null if it did not say
 * @param reason for the log; never the endpoint
 */
record Delivery(Outcome outcome, Duration retryAfter, String reason) {
  /** What is to be done. */
  enum Outcome {
    /** Nothing: it was taken. */
    TAKEN,
    /** The subscription is over (404, 410): it is forgotten. */
    GONE,
    /** Another time (429, 5xx, no answer). */
    LATER,
    /** Nothing: another time would be no better. */
    REFUSED
  }

  static Delivery of(Outcome outcome, String reason) {
    return new Delivery(outcome, null, reason);
  }
}

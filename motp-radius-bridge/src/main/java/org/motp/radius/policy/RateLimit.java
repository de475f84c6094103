package org.motp.radius.policy;

import java.time.Duration;

/**
 * How often something may happen.
 *
 * @param count how many at once, and in each period
 * @param period in which so many are let through, spread evenly
 */
public record RateLimit(int count, Duration period) {

  @Override
  public String toString() {
    return count + "/" + period;
  }
}

package org.motp.radius.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.motp.radius.time.Timing;

/**
 * Token buckets, one for each key that is seen. A bucket is one number: the time at which it will
 * be full again. Bounded: beyond the most keys the one that was not seen for longest is forgotten,
 * which is the same as a full bucket. Safe for use by several threads.
 */
final class Buckets {

  private final RateLimit limit;
  private final int mostKeys;
  private final Timing timing;
  private final Map<Object, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);

  Buckets(RateLimit limit, int mostKeys, Timing timing) {
    this.limit = limit;
    this.mostKeys = mostKeys;
    this.timing = timing;
  }

  /** Takes one token; false if the bucket is empty. */
  synchronized boolean take(Object key) {
    long now = timing.nanoTime();
    long period = limit.period().toNanos();
    Long before = fullAt.get(key);
    long start = before == null || before - now < 0 ? now : before;
    long after = start + period / limit.count();
    if (after - now > period) {
      return false;
    }
    fullAt.put(key, after);
    if (fullAt.size() > mostKeys) {
      fullAt.remove(fullAt.keySet().iterator().next());
    }
    return true;
  }

  synchronized int size() {
    return fullAt.size();
  }
}

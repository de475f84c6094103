package org.motp.radius.observe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.motp.radius.time.Timing;

/**
 * Lets an event that may come at any rate through once a minute for each source, and counts the
 * others. Bounded: with too many sources the oldest is forgotten. Safe for use by several threads.
 */
final class RepeatedEvents {

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int MAX_SOURCES = 1000;

  private static final class Seen {
    private final long since;
    private long others;

    Seen(long since) {
      this.since = since;
    }
  }

  private final Timing timing;
  private final Map<Object, Seen> sources = new LinkedHashMap<>();

  RepeatedEvents(Timing timing) {
    this.timing = timing;
  }

  /**
   * Counts an event.
   *
   * @param source whose events are counted together
   * @return how many came since the last that was let through, this one included; empty if this one
   *     is only counted
   */
  synchronized OptionalLong count(Object source) {
    long now = timing.nanoTime();
    Seen seen = sources.get(source);
    if (seen != null && now - seen.since < PAUSE) {
      seen.others++;
      return OptionalLong.empty();
    }
    sources.remove(source);
    if (sources.size() >= MAX_SOURCES) {
      sources.remove(sources.keySet().iterator().next());
    }
    sources.put(source, new Seen(now));
    return OptionalLong.of(seen == null ? 1 : seen.others + 1);
  }

  synchronized int size() {
    return sources.size();
  }
}

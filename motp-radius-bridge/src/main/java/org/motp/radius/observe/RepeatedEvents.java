package org.motp.radius.observe;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.motp.radius.time.Timing;

/**
 * Lets an event that may come at any rate through once a minute for each source, and counts the
 * others. Bounded: with too many sources within a minute the further ones count as one, so that
 * forged addresses fill neither the memory nor the log. Safe for use by several threads.
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

    boolean recent(long now) {
      return now - since < PAUSE;
    }
  }

  private final Timing timing;
  private final Map<Object, Seen> longestAgoFirst = new LinkedHashMap<>();
  private Seen crowd;

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
    Seen seen = longestAgoFirst.get(source);
    boolean ofCrowd = seen == null && !room(now);
    if (ofCrowd) {
      seen = crowd;
    }
    if (seen != null && seen.recent(now)) {
      seen.others++;
      return OptionalLong.empty();
    }
    if (ofCrowd) {
      crowd = new Seen(now);
    } else {
      longestAgoFirst.remove(source);
      longestAgoFirst.put(source, new Seen(now));
    }
    return OptionalLong.of(seen == null ? 1 : seen.others + 1);
  }

  /**
   * Whether one more source can be told from the others; the oldest leaves, if it is not recent.
   */
  private boolean room(long now) {
    if (longestAgoFirst.size() < MAX_SOURCES) {
      return true;
    }
    Iterator<Seen> oldest = longestAgoFirst.values().iterator();
    boolean old = !oldest.next().recent(now);
    if (old) {
      oldest.remove();
    }
    return old;
  }

  synchronized int size() {
    return longestAgoFirst.size();
  }
}

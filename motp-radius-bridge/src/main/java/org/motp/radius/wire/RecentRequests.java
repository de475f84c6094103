package org.motp.radius.wire;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of the last seconds, so that one that is sent again is recognised. Bounded: the
 * oldest that are over make room. Guarded by its intake.
 */
final class RecentRequests {

  private final Map<Exchange.Key, Exchange> open = new HashMap<>();
  private final FinishedRequests finished = new FinishedRequests();
  private long keepNanos;
  private int capacity;

  /**
   * Makes an empty memory.
   *
   * @param keep how long a request is remembered after it first came; open ones until they are over
   * @param capacity how many are remembered at most
   */
  RecentRequests(Duration keep, int capacity) {
    this.keepNanos = keep.toNanos();
    this.capacity = capacity;
  }

  /** Keeps as long, and as many, as the constructor says; too many go as room is needed. */
  void change(Duration keep, int capacity) {
    this.keepNanos = keep.toNanos();
    this.capacity = capacity;
  }

  /** The same request, if it came before and is not over. */
  Optional<Exchange> open(Exchange.Key key) {
    return Optional.ofNullable(open.get(key));
  }

  /** What was replied to the same request, if it came before and is over; no bytes for nothing. */
  Optional<byte[]> finished(Exchange.Key key) {
    return finished.find(key);
  }

  /**
   * Remembers a new request as open.
   *
   * @return false if there is no room, because all that are remembered are still open
   */
  boolean add(Exchange.Key key, Exchange exchange) {
    forgetExpired(exchange.firstArrival());
    while (size() >= capacity) {
      if (finished.size() == 0) {
        return false;
      }
      finished.removeOldest();
    }
    open.put(key, exchange);
    return true;
  }

  /** An open request is over. */
  void finish(Exchange.Key key, byte[] reply) {
    finished.add(key, open.remove(key).firstArrival(), reply);
  }

  /** Forgets an open request: if it comes again, it is a new one. */
  void remove(Exchange.Key key) {
    open.remove(key);
  }

  int size() {
    return open.size() + finished.size();
  }

  void forgetExpired(long now) {
    while (finished.size() > 0 && now - finished.oldestArrival() >= keepNanos) {
      finished.removeOldest();
    }
  }
}

package org.motp.radius.wire;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requests of the last seconds, so that one that is sent again is recognised. Bounded: the
 * oldest that are over make room. Confined to its intake's thread.
 */
final class RecentRequests {

  private final Map<Exchange.Key, Exchange> exchanges = new LinkedHashMap<>();
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

  /** The same request, if it came before; null if it did not. */
  Exchange find(Exchange.Key key) {
    return exchanges.get(key);
  }

  /**
   * Remembers a new request.
   *
   * @return false if there is no room, because all that are remembered are still open
   */
  boolean add(Exchange.Key key, Exchange exchange) {
    forgetExpired(exchange.firstArrival());
    if (exchanges.size() >= capacity && !forgetOldest()) {
      return false;
    }
    exchanges.put(key, exchange);
    return true;
  }

  void remove(Exchange.Key key) {
    exchanges.remove(key);
  }

  int size() {
    return exchanges.size();
  }

  void forgetExpired(long now) {
    Iterator<Exchange> oldestFirst = exchanges.values().iterator();
    while (oldestFirst.hasNext()) {
      Exchange exchange = oldestFirst.next();
      if (now - exchange.firstArrival() < keepNanos) {
        return;
      }
      if (exchange.over()) {
        oldestFirst.remove();
      }
    }
  }

  private boolean forgetOldest() {
    Iterator<Exchange> oldestFirst = exchanges.values().iterator();
    while (oldestFirst.hasNext()) {
      if (oldestFirst.next().over()) {
        oldestFirst.remove();
        return true;
      }
    }
    return false;
  }
}

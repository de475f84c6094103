package org.motp.radius.accounting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is connected now. Bounded: where there are too many, that one leaves of which nothing was
 * heard for the longest time. Safe for use by several threads.
 */
public final class Sessions {

  /**
   * How long a session that has ended is remembered: packets that were sent before and come later
   * must not bring it back.
   */
  private static final Duration ENDED = Duration.ofMinutes(5);

  private int capacity;
  private Duration staleAfter;
  private final InstantSource clock;
  private final Map<Session.Key, Session> quietestFirst = new LinkedHashMap<>();
  private final Map<Session.Key, Instant> ended = new LinkedHashMap<>();
  private long displaced;

  /**
   * Makes an empty table.
   *
   * @param capacity how many there may be at most
   * @param staleAfter how long a session is believed in of which nothing is heard
   */
  public Sessions(int capacity, Duration staleAfter, InstantSource clock) {
    this.capacity = capacity;
    this.staleAfter = staleAfter;
    this.clock = clock;
  }

  /** Keeps to other limits from now on, as the constructor says. */
  public synchronized void change(int mostSessions, Duration longestSilence) {
    capacity = mostSessions;
    staleAfter = longestSilence;
  }

  /** All of them, in the order in which something was heard of them. */
  public synchronized List<Session> all() {
    forgetStale();
    return List.copyOf(quietestFirst.values());
  }

  /** Those of a user. */
  public List<Session> of(String user) {
    return all().stream().filter(session -> session.isOf(user)).toList();
  }

  /** How many there are. */
  public synchronized int size() {
    return quietestFirst.size();
  }

  /** How many had to leave because there was no room. */
  public synchronized long displaced() {
    return displaced;
  }

  /** Forgets what is too old to be believed. */
  public synchronized void forgetStale() {
    Instant now = clock.instant();
    dropWhile(
        quietestFirst.values().iterator(), session -> old(session.updated(), staleAfter, now));
    dropWhile(ended.values().iterator(), at -> old(at, ENDED, now));
  }

  /**
   * A NAS speaks of a session that goes on, for the first time or again.
   *
   * @return false if it has ended already and this is an old packet
   */
  synchronized boolean goesOn(Session session) {
    forgetStale();
    if (ended.containsKey(session.key())) {
      return false;
    }
    quietestFirst.remove(session.key());
    while (quietestFirst.size() >= capacity) {
      quietestFirst.remove(quietestFirst.keySet().iterator().next());
      displaced++;
    }
    quietestFirst.put(session.key(), session);
    return true;
  }

  /** A session is over. */
  public synchronized void ended(Session session) {
    quietestFirst.remove(session.key());
    ended.remove(session.key());
    if (ended.size() >= capacity) {
      ended.remove(ended.keySet().iterator().next());
    }
    ended.put(session.key(), clock.instant());
  }

  /** A NAS begins or stops to account: none of its sessions goes on. */
  synchronized int endAll(Session.Gateway gateway) {
    int before = quietestFirst.size();
    quietestFirst.keySet().removeIf(key -> key.gateway().equals(gateway));
    ended.keySet().removeIf(key -> key.gateway().equals(gateway));
    return before - quietestFirst.size();
  }

  private static boolean old(Instant at, Duration limit, Instant now) {
    return Duration.between(at, now).compareTo(limit) >= 0;
  }

  private static <T> void dropWhile(Iterator<T> oldestFirst, Predicate<T> condition) {
    while (oldestFirst.hasNext() && condition.test(oldestFirst.next())) {
      oldestFirst.remove();
    }
  }
}

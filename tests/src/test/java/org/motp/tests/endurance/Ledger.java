package org.motp.tests.endurance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What happened to all logins so far. Thread-safe. */
final class Ledger {

  /** What a user does. All but the first must never end in an Accept that is not deserved. */
  enum Attempt {
    GOOD,
    WRONG_PASSWORD,
    UNKNOWN_USER,
    WRONG_CODE_FIRST,
    CODE_AGAIN,
    STATE_AGAIN,
    PACKET_AGAIN
  }

  /** How an attempt ended. */
  enum End {
    /** As it should. */
    RIGHT,
    /** Without a reply, or cut short, while Keycloak was being restarted. */
    INTERRUPTED,
    /** Refused or unanswered, though it should not have been. */
    LOST,
    /** Accepted, though it should not have been. */
    WRONGLY_ACCEPTED
  }

  private final Map<Attempt, Map<End, Integer>> ends = new EnumMap<>(Attempt.class);
  private final Map<String, Integer> accepts = new HashMap<>();
  private final Map<String, Integer> unclear = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<Long> replyMillis = new ArrayList<>();

  synchronized void ended(Attempt attempt, End end, String about) {
    ends.computeIfAbsent(attempt, key -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
    if (end == End.LOST || end == End.WRONGLY_ACCEPTED) {
      complaints.add(Instant.now() + " " + attempt + " " + end + ": " + about);
      System.out.println(complaints.get(complaints.size() - 1));
    }
  }

  synchronized void accepted(String user, long millis) {
    accepts.merge(user, 1, Integer::sum);
    replyMillis.add(millis);
  }

  /** Keycloak may or may not have taken a code of this user's. */
  synchronized void unclear(String user) {
    unclear.merge(user, 1, Integer::sum);
  }

  synchronized int count(End end) {
    return ends.values().stream().mapToInt(counts -> counts.getOrDefault(end, 0)).sum();
  }

  synchronized int accepts() {
    return accepts.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int accepts(String user) {
    return accepts.getOrDefault(user, 0);
  }

  synchronized int unclearCodes(String user) {
    return unclear.getOrDefault(user, 0);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** One line, with the times that a whole good login took. */
  synchronized String line() {
    List<Long> sorted = new ArrayList<>(replyMillis);
    Collections.sort(sorted);
    String times =
        sorted.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; a login takes p50 %d ms, p99 %d ms, at most %d ms",
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.get(sorted.size() - 1));
    return new TreeMap<>(ends) + times;
  }
}

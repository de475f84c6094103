package org.motp.radius.disconnect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.motp.radius.accounting.Session;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.keycloak.SignOuts;
import org.motp.radius.keycloak.SignOuts.SignOut;

/**
 * Follows what Keycloak says of users who were signed out, and ends what connections they had then.
 * A sign-out is remembered for an hour, so that a connection that becomes known only later (after a
 * restart of the bridge) is ended too, and a NAS that did not answer is asked again. Safe for use
 * by several threads.
 */
public final class SignOutFeed {

  /** Asks Keycloak. */
  @FunctionalInterface
  public interface Source {

    /** What has happened behind an id; fails if Keycloak cannot be asked. */
    CompletionStage<SignOuts> after(long id);
  }

  /**
   * So many ids are asked for again: with several nodes of Keycloak, a lower id may become visible
   * after a higher one.
   */
  private static final long OVERLAP = 100;

  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** A sign-out with its time on our clock, and which connections were asked about it when. */
  private record Remembered(SignOut signOut, Instant at, Map<Session.Key, Instant> asked) {}

  private final String realm;
  private final Supplier<Source> source;
  private final Sessions sessions;
  private final Disconnects disconnects;
  private final DisconnectListener listener;
  private final InstantSource clock;
  private final Map<SignOut, Remembered> remembered = new LinkedHashMap<>();
  private long last;
  private boolean asking;
  private boolean lost;

  /**
   * Makes it; {@link #poll} does everything.
   *
   * @param realm for the log
   * @param source is asked for each time
   */
  public SignOutFeed(
      String realm,
      Supplier<Source> source,
      Sessions sessions,
      Disconnects disconnects,
      DisconnectListener listener,
      InstantSource clock) {
    this.realm = realm;
    this.source = source;
    this.sessions = sessions;
    this.disconnects = disconnects;
    this.listener = listener;
    this.clock = clock;
  }

  /** Asks once, unless the last question is still open. Called every few seconds. */
  public synchronized void poll() {
    if (asking) {
      return;
    }
    asking = true;
    askKeycloak().whenComplete((answer, failure) -> answered(answer, failure));
  }

  private CompletionStage<SignOuts> askKeycloak() {
    try {
      return source.get().after(Math.max(0, last - OVERLAP));
    } catch (RuntimeException e) {
      // Else nobody would ever ask again.
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void answered(SignOuts answer, Throwable failure) {
    asking = false;
    if (failure != null) {
      if (!lost) {
        listener.feedLost(realm, reason(failure));
      }
      lost = true;
    } else {
      if (lost) {
        listener.feedBack(realm);
      }
      lost = false;
      beginAnewIfPutBack(answer);
      remember(answer);
    }
    act();
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  /**
   * A database that was put back to an earlier state gives ids once more that we have seen; those
   * within the overlap are asked for in any case. What the next answer tells of the last hour is as
   * harmless as at our start: it ends nothing that began later, and what we remember is known
   * again.
   */
  private void beginAnewIfPutBack(SignOuts answer) {
    if (answer.highest().orElse(last) < last - OVERLAP) {
      last = 0;
      listener.feedPutBack(realm);
    }
  }

  private void remember(SignOuts answer) {
    Duration ahead = Duration.between(answer.now(), clock.instant());
    for (SignOut signOut : answer.signOuts()) {
      last = Math.max(last, signOut.id());
      remembered.computeIfAbsent(
          signOut, one -> new Remembered(one, one.at().plus(ahead), new HashMap<>()));
    }
    Instant old = clock.instant().minus(REMEMBERED);
    remembered.values().removeIf(one -> one.at().isBefore(old));
    while (remembered.size() > MAX_REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
  }

  private void act() {
    if (remembered.isEmpty() || sessions.size() == 0) {
      return;
    }
    // By name: many may have been signed out at once, and many may be connected.
    Map<String, List<Session>> byUser =
        sessions.all().stream().collect(Collectors.groupingBy(each -> Session.key(each.user())));
    for (Remembered one : remembered.values()) {
      one.signOut().names().stream()
          .map(Session::key)
          .distinct()
          .flatMap(name -> byUser.getOrDefault(name, List.of()).stream())
          .filter(session -> session.since().isBefore(one.at()))
          .forEach(session -> ask(one, session));
    }
  }

  private void ask(Remembered one, Session session) {
    Instant now = clock.instant();
    Instant before = one.asked().get(session.key());
    if (before == null || !now.isBefore(before.plus(AGAIN))) {
      one.asked().put(session.key(), now);
      var unused = disconnects.session(session, one.signOut().reason());
    }
  }
}

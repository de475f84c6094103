package org.motp.radius.disconnect;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.disconnect.SignOutFeed.Source;

/**
 * One {@link SignOutFeed} for each realm whose users log in here. NASes tell users by their names
 * alone: where two realms have a user of the same name, the connections of both are ended when one
 * of them is signed out. Safe for use by several threads.
 */
public final class SignOutFeeds {

  private final Supplier<? extends Map<String, Source>> realms;
  private final Sessions sessions;
  private final Disconnects disconnects;
  private final DisconnectListener listener;
  private final InstantSource clock;
  private final Map<String, SignOutFeed> feeds = new HashMap<>();

  /**
   * Makes them; {@link #poll} does everything.
   *
   * @param realms are asked for each time, because the configuration may have changed
   */
  public SignOutFeeds(
      Supplier<? extends Map<String, Source>> realms,
      Sessions sessions,
      Disconnects disconnects,
      DisconnectListener listener,
      InstantSource clock) {
    this.realms = realms;
    this.sessions = sessions;
    this.disconnects = disconnects;
    this.listener = listener;
    this.clock = clock;
  }

  /** Asks each realm once. Called every few seconds. */
  public synchronized void poll() {
    Map<String, Source> now = realms.get();
    feeds.keySet().retainAll(now.keySet());
    now.keySet().forEach(realm -> feeds.computeIfAbsent(realm, this::feed).poll());
  }

  private SignOutFeed feed(String realm) {
    return new SignOutFeed(
        realm,
        () -> Optional.ofNullable(realms.get().get(realm)).orElseThrow(),
        sessions,
        disconnects,
        listener,
        clock);
  }
}

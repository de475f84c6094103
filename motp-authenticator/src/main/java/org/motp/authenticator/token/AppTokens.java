package org.motp.authenticator.token;

import java.util.Optional;

/**
 * The table of our own app's tokens. Each change is a transaction of its own, as in {@link
 * TokenStore}.
 */
public final class AppTokens {
  /** How exactly it is known when a phone was last seen, so that not every poll writes. */
  private static final int SEEN_SECONDS = 60;

  private final TokenTable table;

  AppTokens(TokenTable table) {
    this.table = table;
  }

  /** The app's token with this serial, in whatever state. */
  public Optional<AppToken> find(String realmId, String serial) {
    return table
        .query(
            """
            select a, t from AppEntity a, TokenEntity t
             where a.tokenId = t.id and t.realmId = :realm and t.serial = :serial""",
            Object[].class)
        .setParameter("realm", realmId)
        .setParameter("serial", serial)
        .getResultStream()
        .findFirst()
        .map(
            row ->
                AppToken.of(
                    table.detached((AppEntity) row[0]), table.detached((TokenEntity) row[1])));
  }

  /** Remembers that the phone has just asked; to the minute. */
  public void seen(AppToken app, long now) {
    if (app.lastSeen() == null || app.lastSeen() <= now - SEEN_SECONDS) {
      table.inOwnTransaction(
          em ->
              em.createQuery(
                      """
                      update AppEntity a set a.lastSeen = :now
                       where a.tokenId = :id and (a.lastSeen is null or a.lastSeen < :now)""")
                  .setParameter("now", now)
                  .setParameter("id", app.token().id())
                  .executeUpdate());
    }
  }
}

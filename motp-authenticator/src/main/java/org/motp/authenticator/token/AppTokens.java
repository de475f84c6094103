package org.motp.authenticator.token;

import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table of our own app's tokens, of those that are registered. */
public final class AppTokens {
  /** How exactly it is known when a phone was last seen, so that not every poll writes. */
  private static final int SEEN_SECONDS = 60;

  private static final String APP_AND_TOKEN =
      "select a, t from AppEntity a, TokenEntity t where a.tokenId = t.id and t.realmId = :realm ";

  private final TokenTable table;

  AppTokens(TokenTable table) {
    this.table = table;
  }

  /** The app's token with this serial, in whatever state. */
  public Optional<AppToken> find(String realmId, String serial) {
    return first(query(realmId, "and t.serial = :serial").setParameter("serial", serial));
  }

  /** Those of these tokens that are our app's. */
  public List<AppToken> among(Collection<Token> tokens) {
    if (tokens.isEmpty()) {
      return List.of();
    }
    return query(tokens.iterator().next().realmId(), "and t.id in (:ids) order by t.created, t.id")
        .setParameter("ids", tokens.stream().map(Token::id).toList())
        .getResultStream()
        .map(this::detached)
        .toList();
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

  TypedQuery<Object[]> query(String realmId, String more) {
    return table.query(APP_AND_TOKEN + more, Object[].class).setParameter("realm", realmId);
  }

  Optional<AppToken> first(TypedQuery<Object[]> query) {
    return query.getResultStream().findFirst().map(this::detached);
  }

  private AppToken detached(Object[] row) {
    return AppToken.of(table.detached((AppEntity) row[0]), table.detached((TokenEntity) row[1]));
  }
}

package org.motp.authenticator.token;

import java.util.Optional;

/**
 * Where push messages for tokens of our app go, as their phones told. Each change is a transaction
 * of its own, as in {@link TokenStore}.
 */
public final class PushSubscriptions {
  private final TokenTable table;

  PushSubscriptions(TokenTable table) {
    this.table = table;
  }

  /**
   * What a phone told.
   *
   * @param endpoint at most 1024 characters; in no log, because who knows it can send to it
   * @param publicKey {@code p256dh} in base64url
   * @param authSecret {@code auth} in base64url
   */
  public record Row(String endpoint, String publicKey, String authSecret) {
    @Override
    public String toString() {
      return "Row";
    }
  }

  /** Keeps what a phone told, in the place of what it told before. */
  public void put(String tokenId, Row subscription) {
    table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    update AppEntity a
                       set a.pushEndpoint = :endpoint, a.pushP256dh = :key, a.pushAuth = :auth
                     where a.tokenId = :id""")
                .setParameter("endpoint", subscription.endpoint())
                .setParameter("key", subscription.publicKey())
                .setParameter("auth", subscription.authSecret())
                .setParameter("id", tokenId)
                .executeUpdate());
  }

  /** Where messages for this token go, if it has not been told otherwise. */
  public Optional<Row> find(String tokenId) {
    return table
        .query(
            """
            select a.pushEndpoint, a.pushP256dh, a.pushAuth from AppEntity a
             where a.tokenId = :id and a.pushEndpoint is not null""",
            Object[].class)
        .setParameter("id", tokenId)
        .getResultStream()
        .findFirst()
        .map(row -> new Row((String) row[0], (String) row[1], (String) row[2]));
  }

  /** Forgets what a phone told; nothing happens when it has told another endpoint since. */
  public void remove(String tokenId, String endpoint) {
    table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    update AppEntity a
                       set a.pushEndpoint = null, a.pushP256dh = null, a.pushAuth = null
                     where a.tokenId = :id and a.pushEndpoint = :endpoint""")
                .setParameter("id", tokenId)
                .setParameter("endpoint", endpoint)
                .executeUpdate());
  }
}

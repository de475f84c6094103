package org.motp.authenticator.token;

import java.util.Optional;

/**
 * The tokens of our own app that are being registered, for the phones that claim them. Each change
 * is a transaction of its own, as in {@link TokenStore}. Times are seconds since the epoch.
 */
public final class AppClaims {
  /** Wrong initial keys that end a registration. */
  private static final int KEY_TRIES = 5;

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final AppTokens appTokens;
  private final AppHashes hashes;

  AppClaims(TokenTable table, KeyEncryption encryption) {
    this.table = table;
    this.encryption = encryption;
    this.appTokens = new AppTokens(table);
    this.hashes = new AppHashes(encryption);
  }

  /** A registration of the last ten minutes, claimed or not, finished or not. */
  public Optional<AppToken> recent(String realmId, String serial, long now) {
    return appTokens.first(
        appTokens
            .query(
                realmId,
                "and t.serial = :serial and t.created > :oldest and t.state in (:initial, :active)")
            .setParameter("serial", serial)
            .setParameter("oldest", now - PendingTokens.LIFETIME_SECONDS)
            .setParameter("initial", TokenState.INITIAL)
            .setParameter("active", TokenState.ACTIVE));
  }

  /** The newest registration that waits for a phone and may be the one of a typed initial key. */
  public Optional<AppToken> byLookup(String realmId, String lookup, long now) {
    return appTokens.first(
        appTokens
            .query(
                realmId,
                """
                and a.keyLookup = :lookup and a.claimed is null and t.state = :initial
                and t.created > :oldest order by t.created desc""")
            .setParameter("lookup", lookup)
            .setParameter("initial", TokenState.INITIAL)
            .setParameter("oldest", now - PendingTokens.LIFETIME_SECONDS));
  }

  /** Whether this is the registration's one-time code or initial key. */
  public boolean knows(AppToken app, AppSecrets.Kind kind, String secret) {
    return table
        .query(
            "select a.tokenId from AppEntity a where a.tokenId = :id and a."
                + (kind == AppSecrets.Kind.CODE ? "codeHash" : "keyHash")
                + " = :hash",
            String.class)
        .setParameter("id", app.token().id())
        .setParameter("hash", hashes.of(kind, app.token().id(), secret))
        .getResultStream()
        .findAny()
        .isPresent();
  }

  /**
   * Counts that an initial key is about to be compared.
   *
   * @return false when there have been five already
   */
  public boolean takeKeyTry(AppToken app) {
    return table.inOwnTransaction(
        em ->
            1
                == em.createQuery(
                        """
                        update AppEntity a set a.keyTries = a.keyTries + 1
                         where a.tokenId = :id and a.keyTries < :most and a.claimed is null""")
                    .setParameter("id", app.token().id())
                    .setParameter("most", KEY_TRIES)
                    .executeUpdate());
  }

  /** Ends a registration after its fifth wrong initial key. */
  public void wrongKey(AppToken app) {
    table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    delete from TokenEntity t
                     where t.id = :id and t.state = :initial
                       and exists (select a.tokenId from AppEntity a
                                    where a.tokenId = t.id and a.claimed is null
                                      and a.keyTries >= :most)""")
                .setParameter("id", app.token().id())
                .setParameter("initial", TokenState.INITIAL)
                .setParameter("most", KEY_TRIES)
                .executeUpdate());
  }

  /**
   * Lets a phone have the token: once. The server's private key is forgotten by it.
   *
   * @return false when another phone was quicker, or the registration has ended
   */
  public boolean claim(AppToken app, AppClaim claim, long now) {
    Token token = app.token();
    String key =
        encryption.encrypt(claim.otpKey(), token.realmId(), token.serial(), token.algorithm());
    return table.inOwnTransaction(
        em -> {
          int claimed =
              em.createQuery(
                      """
                      update AppEntity a
                         set a.claimed = :now, a.privateKey = null, a.ecdhKey = :ecdh,
                             a.ecdsaKey = :ecdsa, a.device = :device, a.confirmation = :confirmation
                       where a.tokenId = :id and a.claimed is null and a.privateKey is not null
                         and exists (select t.id from TokenEntity t
                                      where t.id = a.tokenId and t.state = :initial
                                        and t.created > :oldest)""")
                  .setParameter("now", now)
                  .setParameter("ecdh", claim.ecdhKey())
                  .setParameter("ecdsa", claim.ecdsaKey())
                  .setParameter("device", claim.device())
                  .setParameter(
                      "confirmation", hashes.ofConfirmation(token.id(), claim.confirmation()))
                  .setParameter("id", token.id())
                  .setParameter("initial", TokenState.INITIAL)
                  .setParameter("oldest", now - PendingTokens.LIFETIME_SECONDS)
                  .executeUpdate();
          if (claimed == 1) {
            em.createQuery(
                    "update TokenEntity t set t.encryptedKey = :key where t.id = :id and t.state = :initial")
                .setParameter("key", key)
                .setParameter("id", token.id())
                .setParameter("initial", TokenState.INITIAL)
                .executeUpdate();
          }
          return claimed == 1;
        });
  }

  /**
   * Remembers that a second phone tried to claim a token.
   *
   * @return whether it is the first time
   */
  public boolean claimedAgain(AppToken app, long now) {
    return table.inOwnTransaction(
        em ->
            1
                == em.createQuery(
                        """
                        update AppEntity a set a.claimedAgain = :now
                         where a.tokenId = :id and a.claimed is not null
                           and a.claimedAgain is null""")
                    .setParameter("now", now)
                    .setParameter("id", app.token().id())
                    .executeUpdate());
  }
}

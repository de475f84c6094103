package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tokens of our own app that are being registered: started on a page, claimed by a phone,
 * confirmed on the page. Each change is a transaction of its own, as in {@link TokenStore}. Times
 * are seconds since the epoch.
 */
public final class AppRegistrations {
  /** Wrong initial keys that end a registration. */
  public static final int KEY_TRIES = 5;

  /** Wrong confirmations that end a registration. */
  public static final int CONFIRMATION_TRIES = 3;

  private static final String PRIVATE_KEY = "private key of a registration";

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final PendingTokens pendingTokens;
  private final AppTokens appTokens;

  AppRegistrations(TokenTable table, KeyEncryption encryption, PendingTokens pendingTokens) {
    this.table = table;
    this.encryption = encryption;
    this.pendingTokens = pendingTokens;
    this.appTokens = new AppTokens(table);
  }

  /**
   * The user's token that waits for a phone, or for the confirmation of the one that claimed it;
   * the same one again for the same login, as in {@link PendingTokens#start}. Until it is claimed
   * its key is a random one that nobody knows.
   *
   * @param fresh the secrets of a new one
   */
  AppToken start(
      String realmId, String userId, String login, Supplier<AppSecrets> fresh, long now) {
    Token token =
        pendingTokens.start(
            realmId, userId, owner(login), now, (em, pending) -> add(em, pending, fresh));
    return appTokens.find(realmId, token.serial()).orElseThrow();
  }

  private void add(EntityManager em, TokenEntity token, Supplier<AppSecrets> fresh) {
    AppSecrets secrets = fresh.get();
    AppEntity row = new AppEntity();
    row.tokenId = token.id;
    row.codeHash = hash(AppSecrets.Kind.CODE, token.id, secrets.code());
    row.keyHash = hash(AppSecrets.Kind.INITIAL_KEY, token.id, secrets.initialKey());
    row.keyLookup = secrets.lookup();
    row.privateKey = encryption.encrypt(secrets.privateKey(), owner(token.realmId, token.serial));
    row.serverKey = secrets.serverKey();
    em.persist(row);
    em.flush();
  }

  /** The pending token of this login, if it is still there and not older than ten minutes. */
  Optional<AppToken> find(String realmId, String userId, String login, long now) {
    return pendingTokens
        .find(realmId, userId, owner(login), now)
        .flatMap(token -> appTokens.find(realmId, token.serial()));
  }

  /** The pending token of this serial and login, whoever the user is. */
  public Optional<AppToken> find(String realmId, String serial, String login) {
    return appTokens.first(
        appTokens
            .query(realmId, "and t.serial = :serial and t.pendingLogin = :login")
            .setParameter("serial", serial)
            .setParameter("login", pendingTokens.hashOf(owner(login))));
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

  /** The server's private key; empty once a phone has claimed the registration. */
  public Optional<byte[]> privateKey(AppToken app) {
    return Optional.ofNullable(
            table
                .query("select a.privateKey from AppEntity a where a.tokenId = :id", String.class)
                .setParameter("id", app.token().id())
                .getSingleResultOrNull())
        .map(
            encrypted ->
                encryption.decrypt(encrypted, owner(app.token().realmId(), app.token().serial())));
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
        .setParameter("hash", hash(kind, app.token().id(), secret))
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
                  .setParameter("confirmation", confirmation(token.id(), claim.confirmation()))
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

  /** What became of six digits. */
  public enum Confirmation {
    /** The token is ACTIVE now. */
    RIGHT,
    /** They were others than those that the phone shows. */
    WRONG,
    /** There is no such registration any more: too old, or wrong three times. */
    OVER
  }

  /**
   * Makes a claimed token ACTIVE by the digits that its phone shows; the third wrong ones end it.
   */
  Confirmation confirm(AppToken app, String digits, Binding binding, long now) {
    Token token = app.token();
    return table.inOwnTransaction(
        em -> {
          if (!takeConfirmationTry(em, token)) {
            return Confirmation.OVER;
          }
          AppEntity row = em.find(AppEntity.class, token.id());
          em.detach(row);
          if (confirmation(token.id(), digits).equals(row.confirmation)) {
            return pendingTokens.activate(em, token, Optional.empty(), binding, now)
                ? Confirmation.RIGHT
                : Confirmation.OVER;
          }
          if (row.confirmationTries < CONFIRMATION_TRIES) {
            return Confirmation.WRONG;
          }
          pendingTokens.discard(em, token);
          return Confirmation.OVER;
        });
  }

  private static boolean takeConfirmationTry(EntityManager em, Token token) {
    return 1
        == em.createQuery(
                """
                update AppEntity a set a.confirmationTries = a.confirmationTries + 1
                 where a.tokenId = :id and a.claimed is not null
                   and a.confirmationTries < :most""")
            .setParameter("id", token.id())
            .setParameter("most", CONFIRMATION_TRIES)
            .executeUpdate();
  }

  /** Forgets a registration whose user wants to start over. */
  public void discard(AppToken app) {
    table.inOwnTransaction(em -> pendingTokens.discard(em, app.token()));
  }

  private String hash(AppSecrets.Kind kind, String tokenId, String secret) {
    return encryption.mark(kind + "-" + tokenId, secret);
  }

  private String confirmation(String tokenId, String digits) {
    return encryption.mark("CONFIRMATION-" + tokenId, digits);
  }

  /** A login that registers our app has another pending token than one that shows a key. */
  private static String owner(String login) {
    return "app " + login;
  }

  private static String owner(String realmId, String serial) {
    return realmId + '\n' + serial + '\n' + PRIVATE_KEY;
  }
}

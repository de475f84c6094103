package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tokens of our own app that are being registered, for the page: it starts one, and confirms it
 * when a phone has claimed it by {@link AppClaims}. Each change is a transaction of its own, as in
 * {@link TokenStore}. Times are seconds since the epoch.
 */
public final class AppRegistrations {
  /** Wrong confirmations that end a registration. */
  private static final int CONFIRMATION_TRIES = 3;

  private static final String PRIVATE_KEY = "private key of a registration";

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final PendingTokens pendingTokens;
  private final AppTokens appTokens;
  private final AppHashes hashes;

  AppRegistrations(TokenTable table, KeyEncryption encryption, PendingTokens pendingTokens) {
    this.table = table;
    this.encryption = encryption;
    this.pendingTokens = pendingTokens;
    this.appTokens = new AppTokens(table);
    this.hashes = new AppHashes(encryption);
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
    row.codeHash = hashes.of(AppSecrets.Kind.CODE, token.id, secrets.code());
    row.keyHash = hashes.of(AppSecrets.Kind.INITIAL_KEY, token.id, secrets.initialKey());
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
          if (hashes.ofConfirmation(token.id(), digits).equals(row.confirmation)) {
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

  /** A login that registers our app has another pending token than one that shows a key. */
  private static String owner(String login) {
    return "app " + login;
  }

  private static String owner(String realmId, String serial) {
    return realmId + '\n' + serial + '\n' + PRIVATE_KEY;
  }
}

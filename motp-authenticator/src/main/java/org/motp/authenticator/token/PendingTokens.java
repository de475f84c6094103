package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.keycloak.models.ModelDuplicateException;

/**
 * The tokens that users are registering and have not proven yet. Each change is a transaction of
 * its own, as in {@link TokenStore}.
 */
final class PendingTokens {
  static final int LIFETIME_SECONDS = 600;
  private static final int INSERT_ATTEMPTS = 3;
  private static final BigInteger UNUSED = BigInteger.ONE.negate();

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final NewToken newToken;

  PendingTokens(TokenTable table, KeyEncryption encryption, NewToken newToken) {
    this.table = table;
    this.encryption = encryption;
    this.newToken = newToken;
  }

  /**
   * The user's token that waits for its first code. The same login gets the same one again (reload,
   * back button, second tab); another login gets a new one, and the other is deleted: nobody who
   * merely knows the password sees a key that somebody else is about to bind.
   *
   * @param login whatever stays the same during a login and is nobody else's
   */
  Token start(String realmId, String userId, String login, long now) {
    return start(realmId, userId, login, now, (em, token) -> {});
  }

  /**
   * The same for a token that has more than its row in the table.
   *
   * @param more what is added in the transaction in which a new one is made
   */
  Token start(
      String realmId,
      String userId,
      String login,
      long now,
      BiConsumer<EntityManager, TokenEntity> more) {
    ModelDuplicateException taken = null;
    for (int attempt = 0; attempt < INSERT_ATTEMPTS; attempt++) {
      Optional<Token> mine = find(realmId, userId, login, now);
      if (mine.isPresent()) {
        return mine.get();
      }
      try {
        return table.inOwnTransaction(em -> replacePending(em, realmId, userId, login, now, more));
      } catch (ModelDuplicateException secondTabOrSerial) {
        taken = secondTabOrSerial;
      }
    }
    throw taken;
  }

  private Token replacePending(
      EntityManager em,
      String realmId,
      String userId,
      String login,
      long now,
      BiConsumer<EntityManager, TokenEntity> more) {
    em.createQuery("delete from TokenEntity t where t.pendingFor = :user")
        .setParameter("user", userId)
        .executeUpdate();
    TokenEntity row = new TokenEntity();
    row.id = UUID.randomUUID().toString();
    row.realmId = realmId;
    row.userId = userId;
    row.pendingFor = userId;
    row.pendingLogin = hashOf(login);
    row.serial = newToken.serial();
    row.type = TokenType.SOFTWARE;
    row.algorithm = CodeAlgorithm.DEFAULT.toString();
    row.encryptedKey =
        encryption.encrypt(newToken.key(), realmId, row.serial, CodeAlgorithm.DEFAULT);
    row.state = TokenState.INITIAL;
    row.lastStep = UNUSED;
    row.created = now;
    row.changed = now;
    em.persist(row);
    em.flush();
    more.accept(em, row);
    return row.toToken();
  }

  /** The pending token of this login, if it is still there and not older than ten minutes. */
  Optional<Token> find(String realmId, String userId, String login, long now) {
    return table
        .query(
            """
            select t from TokenEntity t
             where t.realmId = :realm and t.pendingFor = :user and t.pendingLogin = :login
               and t.state = :initial and t.created > :oldest""",
            TokenEntity.class)
        .setParameter("realm", realmId)
        .setParameter("user", userId)
        .setParameter("login", hashOf(login))
        .setParameter("initial", TokenState.INITIAL)
        .setParameter("oldest", now - LIFETIME_SECONDS)
        .getResultStream()
        .findFirst()
        .map(table::detached);
  }

  /**
   * Makes a pending token ACTIVE by the code that proved it, and uses the release up by which it is
   * bound: both or neither.
   *
   * @return false when it is not pending any more, or the release has gone
   */
  boolean activate(Token pending, CodeMatch proof, Binding binding, long now) {
    return table.inOwnTransaction(em -> activate(em, pending, Optional.of(proof), binding, now));
  }

  /**
   * The same within somebody's transaction.
   *
   * @param proof the code that proved it, or empty when something else did
   */
  boolean activate(
      EntityManager em, Token pending, Optional<CodeMatch> proof, Binding binding, long now) {
    int activated =
        em.createQuery(
                """
                update TokenEntity t
                   set t.state = :active, t.pendingFor = t.id, t.pendingLogin = null,
                       t.lastStep = :step, t.drift = :drift, t.changed = :now,
                       t.lastUsed = :used, t.expires = :expires
                 where t.id = :id and t.userId = :user and t.state = :initial
                   and t.created > :oldest"""
                    + (binding.byRelease() ? Releases.AND_RELEASED : ""))
            .setParameter("active", TokenState.ACTIVE)
            .setParameter("initial", TokenState.INITIAL)
            .setParameter("step", proof.map(CodeMatch::step).orElse(UNUSED))
            .setParameter("drift", proof.map(CodeMatch::drift).orElse(0))
            .setParameter("now", now)
            .setParameter("used", proof.isPresent() ? now : null)
            .setParameter("expires", binding.expiresFrom(now))
            .setParameter("oldest", now - LIFETIME_SECONDS)
            .setParameter("id", pending.id())
            .setParameter("user", pending.userId())
            .executeUpdate();
    if (activated == 1 && binding.byRelease()) {
      Releases.use(em, pending.realmId(), pending.userId(), now);
    }
    return activated == 1;
  }

  /** Deletes a pending token within somebody's transaction. */
  int discard(EntityManager em, Token pending) {
    return em.createQuery("delete from TokenEntity t where t.id = :id and t.state = :initial")
        .setParameter("id", pending.id())
        .setParameter("initial", TokenState.INITIAL)
        .executeUpdate();
  }

  String hashOf(String login) {
    return encryption.mark("login", login);
  }
}

package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The store on Keycloak's own database. */
final class JpaTokenStore implements TokenStore {
  private static final int MOST_ADDRESSES = 16;
  private static final int ADDRESS_MARK = 16;

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final PendingTokens pendingTokens;
  private final Inventory inventory;

  JpaTokenStore(
      TokenTable table,
      KeyEncryption encryption,
      PendingTokens pendingTokens,
      Inventory inventory) {
    this.table = table;
    this.encryption = encryption;
    this.pendingTokens = pendingTokens;
    this.inventory = inventory;
  }

  @Override
  public PendingTokens pendingTokens() {
    return pendingTokens;
  }

  @Override
  public AppRegistrations appRegistrations() {
    return new AppRegistrations(table, encryption, pendingTokens);
  }

  @Override
  public AppClaims appClaims() {
    return new AppClaims(table, encryption);
  }

  @Override
  public Releases releases() {
    return new Releases(table);
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public AppTokens appTokens() {
    return new AppTokens(table);
  }

  @Override
  public PushSubscriptions pushSubscriptions() {
    return new PushSubscriptions(table);
  }

  @Override
  public Questions questions() {
    return new Questions(table, encryption);
  }

  @Override
  public QuestionAnswers questionAnswers() {
    return new QuestionAnswers(table, encryption);
  }

  @Override
  public RealmSecrets realmSecrets() {
    return new RealmSecrets(table, encryption);
  }

  @Override
  public TokenList list() {
    return new TokenList(table);
  }

  @Override
  public List<Token> tokensOf(String realmId, String userId) {
    return table
        .query(
            """
            select t from TokenEntity t
             where t.realmId = :realm and t.userId = :user and t.state <> :revoked
             order by t.created, t.id""",
            TokenEntity.class)
        .setParameter("realm", realmId)
        .setParameter("user", userId)
        .setParameter("revoked", TokenState.REVOKED)
        .getResultStream()
        .map(table::detached)
        .toList();
  }

  @Override
  public Optional<Token> find(String realmId, String serial) {
    return table
        .query(
            "select t from TokenEntity t where t.realmId = :realm and t.serial = :serial",
            TokenEntity.class)
        .setParameter("realm", realmId)
        .setParameter("serial", serial)
        .getResultStream()
        .findFirst()
        .map(table::detached);
  }

  @Override
  public byte[] keyOf(Token token) {
    String encrypted =
        table
            .query("select t.encryptedKey from TokenEntity t where t.id = :id", String.class)
            .setParameter("id", token.id())
            .getSingleResult();
    return encryption.decrypt(encrypted, token.realmId(), token.serial(), token.algorithm());
  }

  @Override
  public boolean accept(Token token, BigInteger step, int drift, long now) {
    return table.inOwnTransaction(
        em -> {
          int accepted =
              em.createQuery(
                      """
                      update TokenEntity t
                         set t.lastStep = :step, t.drift = :drift, t.failures = 0,
                             t.lockedUntil = null, t.lastUsed = :now
                       where t.id = :id and t.userId = :user and t.state = :active
                         and t.lastStep < :step
                         and (t.lockedUntil is null or t.lockedUntil <= :now)
                         and (t.expires is null or t.expires > :now)""")
                  .setParameter("step", step)
                  .setParameter("drift", drift)
                  .setParameter("now", now)
                  .setParameter("id", token.id())
                  .setParameter("user", token.userId())
                  .setParameter("active", TokenState.ACTIVE)
                  .executeUpdate();
          if (accepted == 1) {
            forgiveOthers(em, token, now);
          }
          return accepted == 1;
        });
  }

  private static void forgiveOthers(EntityManager em, Token accepted, long now) {
    em.createQuery(
            """
            update TokenEntity t set t.failures = 0
             where t.realmId = :realm and t.userId = :user and t.id <> :id and t.failures > 0
               and t.state = :active and (t.lockedUntil is null or t.lockedUntil <= :now)""")
        .setParameter("realm", accepted.realmId())
        .setParameter("user", accepted.userId())
        .setParameter("id", accepted.id())
        .setParameter("active", TokenState.ACTIVE)
        .setParameter("now", now)
        .executeUpdate();
  }

  @Override
  public Failure fail(Token token, String wrongCode, long now) {
    String mark = encryption.mark(token.id(), wrongCode);
    Optional<Failure> settled = Optional.empty();
    while (settled.isEmpty()) {
      // Each round in which another request was quicker has counted that request's failure, so the
      // rounds are as many as the failures until the lock.
      settled = table.inOwnTransaction(em -> countFailure(em, token, mark, now));
    }
    return settled.get();
  }

  /** Counts one failure on top of those that it read; empty when another request was quicker. */
  private static Optional<Failure> countFailure(
      EntityManager em, Token token, String mark, long now) {
    TokenEntity row = em.find(TokenEntity.class, token.id());
    if (row == null || !token.userId().equals(row.userId)) {
      return Optional.of(Failure.UNUSABLE);
    }
    em.detach(row);
    if (!row.toToken().usableAt(now)) {
      return Optional.of(Failure.UNUSABLE);
    }
    boolean repeated =
        mark.equals(row.lastWrong) && row.lastWrongAt > now - FailureLimit.REPEAT_SECONDS;
    if (repeated) {
      return Optional.of(Failure.REPEATED);
    }
    int failures = row.failures + 1;
    long lockSeconds = FailureLimit.lockSeconds(failures);
    int counted =
        em.createQuery(
                """
                update TokenEntity t
                   set t.failures = :failures, t.lastWrong = :mark, t.lastWrongAt = :now,
                       t.lockedUntil = :lockedUntil, t.state = :state
                 where t.id = :id and t.userId = :user and t.state = :active
                   and t.failures = :before
                   and (t.lockedUntil is null or t.lockedUntil <= :now)
                   and (t.lastWrong is null or t.lastWrong <> :mark or t.lastWrongAt <= :repeated)""")
            .setParameter("failures", failures)
            .setParameter("mark", mark)
            .setParameter("now", now)
            .setParameter("lockedUntil", lockSeconds == 0 ? null : now + lockSeconds)
            .setParameter(
                "state",
                failures >= FailureLimit.DISABLED_AT ? TokenState.DISABLED : TokenState.ACTIVE)
            .setParameter("id", token.id())
            .setParameter("user", token.userId())
            .setParameter("active", TokenState.ACTIVE)
            .setParameter("before", row.failures)
            .setParameter("repeated", now - FailureLimit.REPEAT_SECONDS)
            .executeUpdate();
    return counted == 1 ? Optional.of(Failure.COUNTED) : Optional.empty();
  }

  @Override
  public boolean resynchronise(Token token, BigInteger step, int drift, long now) {
    return table.inOwnTransaction(
        em ->
            1
                == em.createQuery(
                        """
                        update TokenEntity t
                           set t.lastStep = :step, t.drift = :drift, t.failures = 0,
                               t.lockedUntil = null, t.lastUsed = :now
                         where t.id = :id and t.userId = :user and t.state = :active
                           and t.lastStep = :before
                           and (t.lockedUntil is null or t.lockedUntil <= :now)
                           and (t.expires is null or t.expires > :now)""")
                    .setParameter("step", step)
                    .setParameter("before", token.lastStep())
                    .setParameter("drift", drift)
                    .setParameter("now", now)
                    .setParameter("id", token.id())
                    .setParameter("user", token.userId())
                    .setParameter("active", TokenState.ACTIVE)
                    .executeUpdate());
  }

  @Override
  public boolean reportLost(Token token, long now) {
    return table.inOwnTransaction(
        em ->
            1
                == em.createQuery(
                        """
                        update TokenEntity t set t.state = :lost, t.changed = :now
                         where t.id = :id and t.userId = :user and t.state in (:active, :disabled)""")
                    .setParameter("lost", TokenState.LOST)
                    .setParameter("now", now)
                    .setParameter("id", token.id())
                    .setParameter("user", token.userId())
                    .setParameter("active", TokenState.ACTIVE)
                    .setParameter("disabled", TokenState.DISABLED)
                    .executeUpdate());
  }

  @Override
  public void unbind(Token token, long now) {
    // A device that was reported lost does not become somebody else's.
    boolean free = token.type() == TokenType.HARDWARE && token.state() != TokenState.LOST;
    table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    update TokenEntity t
                       set t.state = :state, t.userId = :nobody, t.changed = :now
                     where t.id = :id and t.userId = :user""")
                .setParameter("state", free ? TokenState.INITIAL : TokenState.REVOKED)
                .setParameter("nobody", free ? null : token.userId())
                .setParameter("now", now)
                .setParameter("id", token.id())
                .setParameter("user", token.userId())
                .executeUpdate());
  }

  @Override
  public boolean firstUseFrom(String realmId, String serial, String address) {
    String mark = encryption.mark("address", String.valueOf(address)).substring(0, ADDRESS_MARK);
    return table.inOwnTransaction(
        em -> {
          String known =
              em.createQuery(
                      """
                      select coalesce(t.addresses, '') from TokenEntity t
                       where t.realmId = :realm and t.serial = :serial""",
                      String.class)
                  .setParameter("realm", realmId)
                  .setParameter("serial", serial)
                  .getSingleResultOrNull();
          if (known == null || Arrays.asList(known.split(" ")).contains(mark)) {
            return false;
          }
          String addresses =
              Stream.concat(Stream.of(mark), Arrays.stream(known.split(" ")))
                  .filter(other -> !other.isEmpty())
                  .limit(MOST_ADDRESSES)
                  .collect(Collectors.joining(" "));
          em.createQuery(
                  """
                  update TokenEntity t set t.addresses = :addresses
                   where t.realmId = :realm and t.serial = :serial""")
              .setParameter("addresses", addresses)
              .setParameter("realm", realmId)
              .setParameter("serial", serial)
              .executeUpdate();
          return true;
        });
  }

  @Override
  public Map<Token, Integer> claimReminders(long now) {
    return new ExpiryReminders(table).claim(now);
  }

  @Override
  public int disableUnusedSince(String realmId, long since, long now) {
    return table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    update TokenEntity t set t.state = :disabled, t.changed = :now
                     where t.realmId = :realm and t.state = :active
                       and coalesce(t.lastUsed, t.changed) < :since""")
                .setParameter("disabled", TokenState.DISABLED)
                .setParameter("now", now)
                .setParameter("realm", realmId)
                .setParameter("active", TokenState.ACTIVE)
                .setParameter("since", since)
                .executeUpdate());
  }

  @Override
  public void close() {}
}

package org.motp.authenticator.token;

import com.google.common.collect.Lists;
import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.keycloak.models.ModelDuplicateException;
import org.motp.authenticator.otp.TypedCode;

/**
 * The hardware tokens of a realm: how they come into the table, and how a free one gets its user.
 * Each change is a transaction of its own, as in {@link TokenStore}.
 */
public final class Inventory {
  private static final int BATCH = 500;

  private final TokenTable table;
  private final KeyEncryption encryption;
  private final NewToken random;

  Inventory(TokenTable table, KeyEncryption encryption, NewToken random) {
    this.table = table;
    this.encryption = encryption;
    this.random = random;
  }

  /**
   * Adds tokens that nobody has yet. What was added stays, whatever becomes of the rest.
   *
   * @param tokens no serial twice
   * @param now seconds since the epoch
   * @return the serials that were not added, because the realm has a token of that serial
   */
  public Set<String> add(String realmId, List<HardwareToken> tokens, long now) {
    List<HardwareToken> sorted =
        tokens.stream().sorted(Comparator.comparing(HardwareToken::serial)).toList();
    return Lists.partition(sorted, BATCH).stream()
        .flatMap(batch -> addBatch(realmId, batch, now).stream())
        .collect(Collectors.toSet());
  }

  private Set<String> addBatch(String realmId, List<HardwareToken> batch, long now) {
    try {
      return table.inOwnTransaction(em -> insert(em, realmId, batch, now));
    } catch (ModelDuplicateException oneCameMeanwhile) {
      return batch.stream()
          .filter(token -> !addOne(realmId, token, now))
          .map(HardwareToken::serial)
          .collect(Collectors.toSet());
    }
  }

  private boolean addOne(String realmId, HardwareToken token, long now) {
    try {
      return table.inOwnTransaction(em -> insert(em, realmId, List.of(token), now)).isEmpty();
    } catch (ModelDuplicateException taken) {
      return false;
    }
  }

  /** Inserts what is not there yet; tokens by serial, at least one. */
  private Set<String> insert(
      EntityManager em, String realmId, List<HardwareToken> tokens, long now) {
    // A range, because H2 would compare every row of the realm with every value of a list. Where
    // the
    // database sorts otherwise than Java, what the range misses is found by the unique constraint.
    Set<String> taken =
        new HashSet<>(
            em.createQuery(
                    """
                    select t.serial from TokenEntity t
                     where t.realmId = :realm and t.serial between :first and :last""",
                    String.class)
                .setParameter("realm", realmId)
                .setParameter("first", tokens.get(0).serial())
                .setParameter("last", tokens.get(tokens.size() - 1).serial())
                .getResultList());
    taken.retainAll(tokens.stream().map(HardwareToken::serial).collect(Collectors.toSet()));
    tokens.stream()
        .filter(token -> !taken.contains(token.serial()))
        .forEach(token -> em.persist(row(realmId, token, now)));
    em.flush();
    return taken;
  }

  private TokenEntity row(String realmId, HardwareToken token, long now) {
    TokenEntity row = new TokenEntity();
    row.id = UUID.randomUUID().toString();
    row.realmId = realmId;
    row.pendingFor = row.id;
    row.serial = token.serial();
    row.type = TokenType.HARDWARE;
    row.algorithm = token.algorithm().toString();
    row.encryptedKey = encryption.encrypt(token.key(), realmId, token.serial(), token.algorithm());
    row.state = TokenState.INITIAL;
    row.lastStep = token.lastStep();
    row.starts = token.starts();
    row.expires = token.expires();
    row.created = now;
    row.changed = now;
    return row;
  }

  /**
   * Gives a free token to the user who shows two consecutive codes of it. Where there is no such
   * token, or it is somebody's or not valid now, the codes are compared all the same, with those of
   * a token that does not exist: the answer and the work do not tell which serials there are.
   *
   * @param byRelease whether the helpdesk's release has to be open, and is used up
   * @param now seconds since the epoch
   * @return the token, which is ACTIVE and the user's now
   */
  Optional<Token> bind(
      String realmId, String userId, HardwareClaim claim, boolean byRelease, long now) {
    Candidate candidate =
        HardwareToken.serial(claim.serial())
            .flatMap(serial -> free(realmId, serial, now))
            .orElseGet(() -> decoy(realmId, claim));
    return candidate
        .prove(claim, now)
        .filter(proof -> bind(candidate.token(), userId, proof, byRelease, now))
        .map(proof -> candidate.token());
  }

  private Optional<Candidate> free(String realmId, String serial, long now) {
    return table
        .query(
            """
            select t from TokenEntity t
             where t.realmId = :realm and t.serial = :serial and t.type = :hardware
               and t.state = :initial and t.userId is null
               and (t.starts is null or t.starts <= :now)
               and (t.expires is null or t.expires > :now)""",
            TokenEntity.class)
        .setParameter("realm", realmId)
        .setParameter("serial", serial)
        .setParameter("hardware", TokenType.HARDWARE)
        .setParameter("initial", TokenState.INITIAL)
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(row -> new Candidate(table.detached(row), decrypt(row)));
  }

  private byte[] decrypt(TokenEntity row) {
    return encryption.decrypt(
        row.encryptedKey, row.realmId, row.serial, CodeAlgorithm.parse(row.algorithm));
  }

  /** A token that makes codes of the length that was typed, and that nobody has. */
  private Candidate decoy(String realmId, HardwareClaim claim) {
    int digits = TypedCode.decimal(claim.first(), 8).isPresent() ? 8 : 6;
    CodeAlgorithm standard = CodeAlgorithm.DEFAULT;
    TokenEntity row = new TokenEntity();
    row.id = UUID.randomUUID().toString();
    row.realmId = realmId;
    row.type = TokenType.HARDWARE;
    row.state = TokenState.INITIAL;
    row.algorithm =
        new CodeAlgorithm(standard.kind(), standard.hash(), digits, standard.periodSeconds())
            .toString();
    row.lastStep = BigInteger.ONE.negate();
    return new Candidate(row.toToken(), random.key());
  }

  private boolean bind(Token free, String userId, CodeMatch proof, boolean byRelease, long now) {
    return table.inOwnTransaction(
        em -> {
          int bound =
              em.createQuery(
                      """
                      update TokenEntity t
                         set t.state = :active, t.userId = :user, t.lastStep = :step,
                             t.drift = :drift, t.failures = 0, t.lockedUntil = null,
                             t.lastWrong = null, t.lastWrongAt = null, t.addresses = null,
                             t.changed = :now, t.lastUsed = :now
                       where t.id = :id and t.type = :hardware and t.state = :initial
                         and t.userId is null and t.lastStep < :step
                         and (t.starts is null or t.starts <= :now)
                         and (t.expires is null or t.expires > :now)"""
                          + (byRelease ? Releases.AND_RELEASED : ""))
                  .setParameter("active", TokenState.ACTIVE)
                  .setParameter("user", userId)
                  .setParameter("step", proof.step())
                  .setParameter("drift", proof.drift())
                  .setParameter("now", now)
                  .setParameter("id", free.id())
                  .setParameter("hardware", TokenType.HARDWARE)
                  .setParameter("initial", TokenState.INITIAL)
                  .executeUpdate();
          if (bound == 1 && byRelease) {
            Releases.use(em, free.realmId(), userId, now);
          }
          return bound == 1;
        });
  }

  /** A token and its key, for the moment of the comparison. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Candidate(Token token, byte[] key) {
    Optional<CodeMatch> prove(HardwareClaim claim, long now) {
      Optional<TypedCode> second = CodeMatch.form(token.algorithm(), claim.second());
      return CodeMatch.form(token.algorithm(), claim.first())
          .flatMap(
              first ->
                  second.flatMap(next -> CodeMatch.findConsecutive(token, key, first, next, now)));
    }

    @Override
    public String toString() {
      return "Candidate[" + token.serial() + "]";
    }
  }
}

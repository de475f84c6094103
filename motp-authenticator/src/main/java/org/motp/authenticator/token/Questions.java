package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.ModelDuplicateException;

/**
 * The table of questions to phones, for the logins that ask. Each change is one UPDATE with the
 * expected state in its WHERE, in a transaction of its own, as in {@link TokenStore}: a question is
 * answered once and used once, by the login that asked, whatever else happens at the same moment on
 * whichever node.
 */
public final class Questions {
  /** How many questions a user is asked at most within {@link #WINDOW_SECONDS}. */
  static final int MOST = 5;

  static final int WINDOW_SECONDS = 600;

  /** How long "this was not me" stops all questions, unless a code is accepted before. */
  static final int STOP_SECONDS = 24 * 60 * 60;

  /** How long a question is kept: a little longer than it matters. */
  static final int KEPT_SECONDS = STOP_SECONDS + 60 * 60;

  private static final char[] FIRST_DIGIT = "123456789".toCharArray();
  private static final int HANDLE_LENGTH = 32;

  /** Condition on a question {@code q} that its token can still decide a login. */
  static final String AND_TOKEN_USABLE =
      " and exists (select t.id from TokenEntity t"
          + " where t.id = q.tokenId and t.userId = q.userId and t.state = :active"
          + " and (t.lockedUntil is null or t.lockedUntil <= :now)"
          + " and (t.expires is null or t.expires > :now))";

  private final TokenTable table;
  private final KeyEncryption encryption;

  Questions(TokenTable table, KeyEncryption encryption) {
    this.table = table;
    this.encryption = encryption;
  }

  /**
   * Asks the phone of a token.
   *
   * @param expires end of the question
   * @return what the login keeps; empty, without a reason for whoever logs in, when the phone is
   *     being asked already, when the user was asked too often, or does not want to be asked
   */
  public Optional<AskedQuestion> ask(Token token, LoginDescription login, long expires, long now) {
    SecretGenerator random = SecretGenerator.getInstance();
    AskedQuestion asked =
        new AskedQuestion(
            UUID.randomUUID().toString(),
            random.randomString(1, FIRST_DIGIT) + random.randomString(1, SecretGenerator.DIGITS),
            random.randomString(HANDLE_LENGTH),
            expires);
    try {
      return table.inOwnTransaction(em -> insert(em, token, login, asked, now))
          ? Optional.of(asked)
          : Optional.empty();
    } catch (ModelDuplicateException anotherAtThisMoment) {
      return Optional.empty();
    }
  }

  private boolean insert(
      EntityManager em, Token token, LoginDescription login, AskedQuestion asked, long now) {
    em.createQuery(
            """
            update QuestionEntity q set q.state = :ended, q.openFor = q.id
             where q.openFor = :token and q.expires <= :now""")
        .setParameter("ended", QuestionState.ENDED)
        .setParameter("token", token.id())
        .setParameter("now", now)
        .executeUpdate();
    if (askedSince(em, token, now - WINDOW_SECONDS) >= MOST || stopped(em, token, now)) {
      return false;
    }
    QuestionEntity row = new QuestionEntity();
    row.id = asked.id();
    row.realmId = token.realmId();
    row.userId = token.userId();
    row.turn = lastTurn(em, token) + 1;
    row.tokenId = token.id();
    row.openFor = token.id();
    row.handle = handleMark(asked);
    row.number = numberMark(encryption, asked.id(), asked.number());
    row.state = QuestionState.OPEN;
    row.account = login.account();
    row.address = login.address();
    row.application = login.application();
    row.asked = now;
    row.expires = asked.expires();
    em.persist(row);
    em.flush();
    return true;
  }

  private static long askedSince(EntityManager em, Token token, long since) {
    return em.createQuery(
            """
            select count(q) from QuestionEntity q
             where q.userId = :user and q.realmId = :realm and q.asked > :since""",
            Long.class)
        .setParameter("user", token.userId())
        .setParameter("realm", token.realmId())
        .setParameter("since", since)
        .getSingleResult();
  }

  private static int lastTurn(EntityManager em, Token token) {
    return em.createQuery(
            "select coalesce(max(q.turn), 0) from QuestionEntity q where q.userId = :user",
            Integer.class)
        .setParameter("user", token.userId())
        .getSingleResult();
  }

  private static boolean stopped(EntityManager em, Token token, long now) {
    return em.createQuery(
                """
                select count(q) from QuestionEntity q
                 where q.userId = :user and q.realmId = :realm and q.state = :denied
                   and q.answered > :since
                   and not exists (select t.id from TokenEntity t
                                    where t.userId = q.userId and t.realmId = q.realmId
                                      and t.lastUsed > q.answered)""",
                Long.class)
            .setParameter("user", token.userId())
            .setParameter("realm", token.realmId())
            .setParameter("denied", QuestionState.DENIED)
            .setParameter("since", now - STOP_SECONDS)
            .getSingleResult()
        > 0;
  }

  /** How far a question is, for the login that asked it. */
  public Progress progress(AskedQuestion asked, long now) {
    return table
        .query(
            """
            select q.state from QuestionEntity q
             where q.id = :id and q.handle = :handle and q.expires > :now""",
            QuestionState.class)
        .setParameter("id", asked.id())
        .setParameter("handle", handleMark(asked))
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(
            state ->
                switch (state) {
                  case OPEN -> Progress.WAITING;
                  case APPROVED -> Progress.APPROVED;
                  case USED, DENIED, ENDED -> Progress.OVER;
                })
        .orElse(Progress.OVER);
  }

  /**
   * Uses an approval up: the one update that decides that the login has succeeded. As by a code,
   * the failures of the user's tokens that are not locked are forgiven.
   *
   * @return false when it is not approved, not this login's, used or expired, or when the token is
   *     not usable any more
   */
  public boolean use(AskedQuestion asked, Token token, long now) {
    return table.inOwnTransaction(
        em -> {
          boolean used =
              1
                  == em.createQuery(
                          """
                          update QuestionEntity q set q.state = :used
                           where q.id = :id and q.handle = :handle and q.tokenId = :token
                             and q.state = :approved and q.expires > :now"""
                              + AND_TOKEN_USABLE)
                      .setParameter("used", QuestionState.USED)
                      .setParameter("id", asked.id())
                      .setParameter("handle", handleMark(asked))
                      .setParameter("token", token.id())
                      .setParameter("approved", QuestionState.APPROVED)
                      .setParameter("now", now)
                      .setParameter("active", TokenState.ACTIVE)
                      .executeUpdate();
          if (used) {
            em.createQuery(
                    """
                    update TokenEntity t
                       set t.failures = 0,
                           t.lastUsed = case when t.id = :id then :now else t.lastUsed end
                     where t.realmId = :realm and t.userId = :user and t.state = :active
                       and (t.lockedUntil is null or t.lockedUntil <= :now)""")
                .setParameter("id", token.id())
                .setParameter("now", now)
                .setParameter("realm", token.realmId())
                .setParameter("user", token.userId())
                .setParameter("active", TokenState.ACTIVE)
                .executeUpdate();
          }
          return used;
        });
  }

  /** Takes a question back, because its login has ended in another way. */
  public void withdraw(AskedQuestion asked) {
    table.inOwnTransaction(
        em ->
            em.createQuery(
                    """
                    update QuestionEntity q set q.state = :ended, q.openFor = q.id
                     where q.id = :id and q.handle = :handle and q.state in (:open, :approved)""")
                .setParameter("ended", QuestionState.ENDED)
                .setParameter("id", asked.id())
                .setParameter("handle", handleMark(asked))
                .setParameter("open", QuestionState.OPEN)
                .setParameter("approved", QuestionState.APPROVED)
                .executeUpdate());
  }

  private String handleMark(AskedQuestion asked) {
    return encryption.mark("question-handle", asked.id() + ' ' + asked.handle());
  }

  static String numberMark(KeyEncryption encryption, String id, String number) {
    return encryption.mark("question-number", id + ' ' + number);
  }

  /** What a login learns about its question. */
  public enum Progress {
    WAITING,
    APPROVED,
    /** Denied, ended or expired: whoever logs in is not told which. */
    OVER
  }
}

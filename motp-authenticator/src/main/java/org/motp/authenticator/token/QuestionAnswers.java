package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import java.util.Optional;

/**
 * The table of questions to phones, for the phones that answer. Whoever calls this has checked the
 * phone's signature. Each change is a transaction of its own, as in {@link Questions}.
 */
public final class QuestionAnswers {
  /** How many numbers the phone may try for one question. */
  private static final int MOST_TRIES = 3;

  private final TokenTable table;
  private final KeyEncryption encryption;

  QuestionAnswers(TokenTable table, KeyEncryption encryption) {
    this.table = table;
    this.encryption = encryption;
  }

  /** The question that this token's phone may answer now. */
  public Optional<Question> openFor(String tokenId, long now) {
    return table
        .query(
            """
            select q from QuestionEntity q
             where q.openFor = :token and q.state = :open and q.expires > :now""",
            QuestionEntity.class)
        .setParameter("token", tokenId)
        .setParameter("open", QuestionState.OPEN)
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(table::detached);
  }

  /**
   * Takes the number that was typed on the phone. Each call uses one of three tries up before the
   * number is looked at.
   *
   * @return whether the login is approved by this
   */
  public boolean approve(Question question, String number, long now) {
    return table.inOwnTransaction(
        em -> {
          if (!takeTry(em, question, now)) {
            return false;
          }
          boolean right =
              1
                  == em.createQuery(
                          """
                          update QuestionEntity q
                             set q.state = :approved, q.answered = :now, q.openFor = q.id
                           where q.id = :id and q.state = :open and q.expires > :now
                             and q.number = :number"""
                              + Questions.AND_TOKEN_USABLE)
                      .setParameter("approved", QuestionState.APPROVED)
                      .setParameter("now", now)
                      .setParameter("id", question.id())
                      .setParameter("open", QuestionState.OPEN)
                      .setParameter(
                          "number", Questions.numberMark(encryption, question.id(), number))
                      .setParameter("active", TokenState.ACTIVE)
                      .executeUpdate();
          if (!right) {
            endAfterLastTry(em, question);
          }
          return right;
        });
  }

  private static boolean takeTry(EntityManager em, Question question, long now) {
    return 1
        == em.createQuery(
                """
                update QuestionEntity q set q.tries = q.tries + 1
                 where q.id = :id and q.state = :open and q.expires > :now and q.tries < :most""")
            .setParameter("id", question.id())
            .setParameter("open", QuestionState.OPEN)
            .setParameter("now", now)
            .setParameter("most", MOST_TRIES)
            .executeUpdate();
  }

  private static void endAfterLastTry(EntityManager em, Question question) {
    em.createQuery(
            """
            update QuestionEntity q set q.state = :ended, q.openFor = q.id
             where q.id = :id and q.state = :open and q.tries >= :most""")
        .setParameter("ended", QuestionState.ENDED)
        .setParameter("id", question.id())
        .setParameter("open", QuestionState.OPEN)
        .setParameter("most", MOST_TRIES)
        .executeUpdate();
  }

  /**
   * "This was not me": ends all questions of the user, and stops further ones until a code is
   * accepted, for a day at most.
   *
   * @return whether the question was open
   */
  public boolean deny(Question question, long now) {
    return table.inOwnTransaction(
        em -> {
          boolean denied =
              1
                  == em.createQuery(
                          """
                          update QuestionEntity q
                             set q.state = :denied, q.answered = :now, q.openFor = q.id
                           where q.id = :id and q.state = :open and q.expires > :now""")
                      .setParameter("denied", QuestionState.DENIED)
                      .setParameter("now", now)
                      .setParameter("id", question.id())
                      .setParameter("open", QuestionState.OPEN)
                      .executeUpdate();
          if (denied) {
            em.createQuery(
                    """
                    update QuestionEntity q set q.state = :ended, q.openFor = q.id
                     where q.userId = :user and q.state in (:open, :approved)""")
                .setParameter("ended", QuestionState.ENDED)
                .setParameter("user", question.userId())
                .setParameter("open", QuestionState.OPEN)
                .setParameter("approved", QuestionState.APPROVED)
                .executeUpdate();
          }
          return denied;
        });
  }
}

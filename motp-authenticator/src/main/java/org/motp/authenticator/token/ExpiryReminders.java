package org.motp.authenticator.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the tokens whose users are to be told 30, 7 and 1 days before the validity ends. */
record ExpiryReminders(TokenTable table) {
  private static final int[] DAYS_BEFORE = {1, 7, 30};
  private static final long DAY_SECONDS = 24 * 60 * 60L;

  Map<Token, Integer> claim(long now) {
    List<Token> expiring =
        table
            .query(
                """
                select t from TokenEntity t
                 where t.state = :active and t.expires > :now and t.expires <= :latest""",
                TokenEntity.class)
            .setParameter("active", TokenState.ACTIVE)
            .setParameter("now", now)
            .setParameter("latest", now + DAYS_BEFORE[DAYS_BEFORE.length - 1] * DAY_SECONDS)
            .getResultStream()
            .map(table::detached)
            .toList();
    Map<Token, Integer> claimed = new LinkedHashMap<>();
    for (Token token : expiring) {
      int days = daysBefore(token.expires() - now);
      if (claimed(token, days)) {
        claimed.put(token, days);
      }
    }
    return claimed;
  }

  /** The smallest of the reminders that is due with so many seconds left. */
  static int daysBefore(long secondsLeft) {
    return IntStream.of(DAYS_BEFORE)
        .filter(days -> secondsLeft <= days * DAY_SECONDS)
        .findFirst()
        .orElseThrow();
  }

  private boolean claimed(Token token, int days) {
    return table.inOwnTransaction(
        em ->
            1
                == em.createQuery(
                        """
                        update TokenEntity t set t.reminded = :days
                         where t.id = :id and (t.reminded is null or t.reminded > :days)""")
                    .setParameter("days", days)
                    .setParameter("id", token.id())
                    .executeUpdate());
  }
}

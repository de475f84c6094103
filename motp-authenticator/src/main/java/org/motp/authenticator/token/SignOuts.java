package org.motp.authenticator.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/**
 * Users who were signed out lately, for those who keep connections of users beside Keycloak. In the
 * database, because every node is asked.
 */
public final class SignOuts {
  private static final long KEPT_MILLIS = Duration.ofHours(1).toMillis();
  private static final int PAGE = 500;

  /**
   * One of them.
   *
   * @param id grows; a lower one may become visible after a higher one, a moment later
   * @param at milliseconds since the epoch
   * @param names by which the user logs in
   * @param reason a word
   */
  public record SignOut(long id, long at, List<String> names, String reason) {
    public SignOut {
      names = List.copyOf(names);
    }
  }

  private final TokenTable table;

  public SignOuts(KeycloakSession session) {
    this.table = new TokenTable(session);
  }

  /**
   * Remembers one, and forgets those that are older than an hour.
   *
   * @param email null if the user has none
   * @param now milliseconds since the epoch
   */
  public void add(String realmId, String username, String email, String reason, long now) {
    table.inOwnTransaction(
        em -> {
          em.createQuery("delete from SignOutEntity s where s.happened < :old")
              .setParameter("old", now - KEPT_MILLIS)
              .executeUpdate();
          SignOutEntity row = new SignOutEntity();
          row.realmId = realmId;
          row.username = username;
          row.email = email;
          row.reason = reason;
          row.happened = now;
          em.persist(row);
          return row;
        });
  }

  /** Those of the last hour with an id above this one, lowest first, 500 at most. */
  public List<SignOut> after(String realmId, long id, long now) {
    return table
        .query(
            """
            select s from SignOutEntity s
             where s.realmId = :realm and s.id > :id and s.happened >= :old order by s.id""",
            SignOutEntity.class)
        .setParameter("realm", realmId)
        .setParameter("id", id)
        .setParameter("old", now - KEPT_MILLIS)
        .setMaxResults(PAGE)
        .getResultStream()
        .map(SignOuts::read)
        .toList();
  }

  /**
   * The highest id in the table, of whichever realm and however old; 0 if it is empty. The newest
   * row is never deleted, so that this becomes less only when the database was put back.
   */
  public long highest() {
    return table
        .query("select coalesce(max(s.id), 0L) from SignOutEntity s", Long.class)
        .getSingleResult();
  }

  private static SignOut read(SignOutEntity row) {
    List<String> names = new ArrayList<>(List.of(row.username));
    if (row.email != null) {
      names.add(row.email);
    }
    return new SignOut(row.id, row.happened, names, row.reason);
  }
}

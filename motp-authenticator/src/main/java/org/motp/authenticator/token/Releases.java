package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;

/**
 * What the helpdesk has released: one registration for one user, until a time. In the database,
 * because a release for tomorrow has to outlive a restart tonight.
 */
public final class Releases {
  /** Condition on a token {@code t} that a release is open for {@code :user} {@code :now}. */
  static final String AND_RELEASED =
      " and exists (select r.userId from ReleaseEntity r"
          + " where r.userId = :user and r.realmId = t.realmId and r.expires > :now)";

  private final TokenTable table;

  Releases(TokenTable table) {
    this.table = table;
  }

  /**
   * Releases one registration; a later release replaces an earlier one.
   *
   * @param expires seconds since the epoch
   */
  public void grant(String realmId, String userId, long expires) {
    table.inOwnTransaction(
        em -> {
          ReleaseEntity release = new ReleaseEntity();
          release.realmId = realmId;
          release.userId = userId;
          release.expires = expires;
          return em.merge(release);
        });
  }

  /** Whether a release is open for this user now, in seconds since the epoch. */
  public boolean open(String realmId, String userId, long now) {
    return table
        .query(
            """
            select r.expires from ReleaseEntity r
             where r.realmId = :realm and r.userId = :user and r.expires > :now""",
            Long.class)
        .setParameter("realm", realmId)
        .setParameter("user", userId)
        .setParameter("now", now)
        .getResultStream()
        .findAny()
        .isPresent();
  }

  /** Takes a release back, or uses it up within somebody's transaction; false if none was open. */
  static boolean use(EntityManager em, String realmId, String userId, long now) {
    return 1
        == em.createQuery(
                """
                delete from ReleaseEntity r
                 where r.realmId = :realm and r.userId = :user and r.expires > :now""")
            .setParameter("realm", realmId)
            .setParameter("user", userId)
            .setParameter("now", now)
            .executeUpdate();
  }

  /** Takes a release back; nothing happens when there is none. */
  public void withdraw(String realmId, String userId, long now) {
    table.inOwnTransaction(em -> use(em, realmId, userId, now));
  }
}

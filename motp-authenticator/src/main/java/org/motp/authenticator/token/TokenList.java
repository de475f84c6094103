package org.motp.authenticator.token;

import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;

/** All tokens of a realm, page by page, as the helpdesk looks through them. Reads only. */
public final class TokenList {
  private final TokenTable table;

  TokenList(TokenTable table) {
    this.table = table;
  }

  /**
   * Which tokens.
   *
   * @param serialPart what the serial contains, in whatever case, or ""
   * @param state in which stored state, if only one
   * @param first how many to leave out, 0 or more
   * @param max how many at most, 1 or more
   */
  public record Page(String serialPart, Optional<TokenState> state, int first, int max) {}

  /** One page of the realm's tokens by serial. */
  public List<Token> of(String realmId, Page page) {
    TypedQuery<TokenEntity> query =
        table
            .query(
                "select t from TokenEntity t where t.realmId = :realm"
                    + (page.serialPart().isEmpty() ? "" : " and locate(:part, t.serial) > 0")
                    + (page.state().isEmpty() ? "" : " and t.state = :state")
                    + " order by t.serial",
                TokenEntity.class)
            .setParameter("realm", realmId)
            .setFirstResult(page.first())
            .setMaxResults(page.max());
    if (!page.serialPart().isEmpty()) {
      // What is no part of a serial is part of none.
      query.setParameter("part", HardwareToken.serial(page.serialPart()).orElse(" "));
    }
    page.state().ifPresent(state -> query.setParameter("state", state));
    return query.getResultStream().map(table::detached).toList();
  }
}

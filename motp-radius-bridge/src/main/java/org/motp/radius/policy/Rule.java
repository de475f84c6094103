package org.motp.radius.policy;

import java.util.List;
import java.util.Optional;
import org.motp.radius.login.LoginContext;
import org.motp.radius.login.LoginMode;

/**
 * One rule of the policy. Immutable.
 *
 * @param name how the log calls it
 * @param realm which of the configured realms is asked; empty for the first
 * @param mode how users log in; empty for what the client says
 * @param attributes what an Access-Accept carries; empty for the general ones
 */
public record Rule(
    String name,
    Conditions conditions,
    Action action,
    Optional<String> realm,
    Optional<LoginMode> mode,
    Optional<List<AttributeMapping>> attributes) {

  /** What becomes of a login. */
  public enum Action {
    ALLOW,
    DENY
  }

  /** Whether it may come to this rule, as far as can be said before Keycloak is asked. */
  boolean matchesBefore(LoginContext login) {
    return matchesPlace(login)
        && conditions.matchUser(login.user())
        && (action == Action.ALLOW || conditions.groups().isEmpty());
  }

  /**
   * Whether this rule is about a user whom Keycloak has let in. The name that was typed may be an
   * alias, such as a mail address: it is enough to be refused by, and not enough to be let in by.
   */
  boolean matchesAfter(LoginContext login, Claims claims) {
    String realName = claims.userName().orElse(login.user());
    boolean user =
        conditions.matchUser(realName)
            || (action == Action.DENY && conditions.matchUser(login.user()));
    return matchesPlace(login) && user && conditions.matchGroups(claims.groups());
  }

  private boolean matchesPlace(LoginContext login) {
    if (action == Action.ALLOW) {
      // Who is let into the VPN is not let into the firewall itself, unless somebody says so.
      if (login.administrator() && !conditions.connectInfo().contains(LoginContext.ADMIN_LOGIN)) {
        return false;
      }
      // A name that anybody on the way can have written.
      if (!login.signed() && !conditions.nasIdentifiers().isEmpty()) {
        return false;
      }
    }
    return conditions.matchPlace(login);
  }
}

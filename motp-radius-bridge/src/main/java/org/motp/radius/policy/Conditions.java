package org.motp.radius.policy;

import java.util.List;
import java.util.Set;
import org.motp.radius.login.LoginContext;

/**
 * What a rule is about: all that is named has to match, and of each list one element. An empty list
 * matches everything. Immutable.
 *
 * @param clients names of clients of the configuration
 * @param nasIdentifiers what the NAS calls itself
 * @param connectInfo such as {@code vpn-ssl}, in lower case
 * @param addresses networks of the user's own address; whose address is unknown is in none
 * @param domains what was typed before the backslash or behind the @ of the name
 * @param users names in their one form; once Keycloak has said it, the user's real name
 * @param groups known only once Keycloak has said them
 */
public record Conditions(
    Set<String> clients,
    List<TextPattern> nasIdentifiers,
    Set<String> connectInfo,
    List<Cidr> addresses,
    List<TextPattern> domains,
    List<TextPattern> users,
    List<TextPattern> groups) {

  /** Matches everything. */
  public static final Conditions NONE =
      new Conditions(Set.of(), List.of(), Set.of(), List.of(), List.of(), List.of(), List.of());

  /** Whether all but the user's name and groups matches. */
  boolean matchPlace(LoginContext login) {
    return (clients.isEmpty() || clients.contains(login.client()))
        && (nasIdentifiers.isEmpty()
            || any(nasIdentifiers, login.nasIdentifier().stream().toList()))
        && (connectInfo.isEmpty() || connectInfo.stream().anyMatch(login.connectInfo()::contains))
        && (addresses.isEmpty()
            || login
                .address()
                .filter(a -> addresses.stream().anyMatch(n -> n.contains(a)))
                .isPresent())
        && (domains.isEmpty() || any(domains, login.domain().stream().toList()));
  }

  boolean matchUser(String user) {
    return users.isEmpty() || any(users, List.of(user));
  }

  boolean matchGroups(List<String> names) {
    return groups.isEmpty() || any(groups, names);
  }

  private static boolean any(List<TextPattern> patterns, List<String> candidates) {
    return candidates.stream()
        .anyMatch(candidate -> patterns.stream().anyMatch(pattern -> pattern.matches(candidate)));
  }
}

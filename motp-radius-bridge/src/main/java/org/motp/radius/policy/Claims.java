package org.motp.radius.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an access token says about a user. */
final class Claims {

  private static final String USER_NAME = "preferred_username";

  private final Map<String, Object> claims;
  private final String groupsClaim;

  /**
   * Wraps claims.
   *
   * @param groupsClaim path of the claim that lists the user's groups
   */
  Claims(Map<String, Object> claims, String groupsClaim) {
    this.claims = claims;
    this.groupsClaim = groupsClaim;
  }

  /**
   * All values of a claim, in order, as text.
   *
   * @param path its name, or the names of nested ones with dots between them
   */
  List<String> values(String path) {
    Stream<String> values = values(claims, path);
    // Keycloak's mapper says "/vpn/users" when it is told to give full paths.
    return (path.equals(groupsClaim) ? values.map(Claims::withoutSlash) : values).toList();
  }

  List<String> groups() {
    return values(groupsClaim);
  }

  /** The name under which the realm itself knows the user. */
  Optional<String> userName() {
    return values(USER_NAME).stream().findFirst();
  }

  private static Stream<String> values(Object value, String path) {
    if (value instanceof Collection<?> list) {
      return list.stream().flatMap(element -> values(element, path));
    }
    if (path.isEmpty()) {
      boolean scalar =
          value instanceof String || value instanceof Number || value instanceof Boolean;
      return scalar ? Stream.of(value.toString()) : Stream.empty();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return Stream.empty();
    }
    if (map.containsKey(path)) {
      return values(map.get(path), "");
    }
    // A name may have dots of its own: the longest one that is there counts.
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (map.containsKey(path.substring(0, dot))) {
        return values(map.get(path.substring(0, dot)), path.substring(dot + 1));
      }
    }
    return Stream.empty();
  }

  private static String withoutSlash(String group) {
    return group.startsWith("/") ? group.substring(1) : group;
  }
}

package org.motp.radius.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.motp.radius.login.GrantedAttributes;
import org.motp.radius.wire.Attribute;

/** One attribute for each of the user's groups. Immutable. */
public final class GroupAttributes implements GrantedAttributes {

  /**
   * A group that is sent.
   *
   * @param group as Keycloak calls it
   * @param as what the NAS is told; empty for the same
   */
  public record Sent(String group, Optional<String> as) {}

  private final Dictionaries dictionaries;
  private final String claim;
  private final String attribute;
  private final List<Sent> send;

  /**
   * Makes the mapping.
   *
   * @param claim of the access token, a list of names
   * @param attribute the name of the attribute
   * @param send the groups that may be sent; empty for all
   */
  public GroupAttributes(
      Dictionaries dictionaries, String claim, String attribute, List<Sent> send) {
    this.dictionaries = dictionaries;
    this.claim = claim;
    this.attribute = attribute;
    this.send = List.copyOf(send);
  }

  @Override
  public List<Attribute> of(Map<String, Object> claims) {
    List<Attribute> attributes = new ArrayList<>();
    if (claims.get(claim) instanceof Collection<?> groups) {
      groups.stream()
          .map(String::valueOf)
          .map(this::sent)
          .flatMap(Optional::stream)
          .distinct()
          .forEach(name -> attribute(name).ifPresent(attributes::add));
    }
    return attributes;
  }

  private Optional<String> sent(String group) {
    // Keycloak's mapper says "/vpn/users" when it is told to give full paths.
    String name = group.startsWith("/") ? group.substring(1) : group;
    if (send.isEmpty()) {
      return Optional.of(name);
    }
    return send.stream()
        .filter(sent -> sent.group().equals(name))
        .findFirst()
        .map(sent -> sent.as().orElse(name));
  }

  /**
   * None for a name that is blank or longer than an attribute: half a name would be another group.
   */
  private Optional<Attribute> attribute(String name) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(dictionaries.attribute(attribute, name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

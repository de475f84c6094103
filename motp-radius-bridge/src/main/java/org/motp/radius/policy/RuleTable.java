package org.motp.radius.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.keycloak.DirectGrants;
import org.motp.radius.login.LoginContext;
import org.motp.radius.login.LoginPolicy;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.login.Ruling;
import org.motp.radius.wire.Attribute;

/**
 * The rules in order, of which the first that matches decides; without a match nobody is let in.
 *
 * <p>They are read twice. Before Keycloak is asked, without groups: the first rule to which it may
 * come says which realm is asked and in which mode. And again when Keycloak has said who the user
 * is: the rule that decides then must want the same realm and the same mode, because nothing else
 * has been proved.
 *
 * <p>Immutable.
 */
public final class RuleTable implements LoginPolicy {

  private static final String UNRULED = "";

  /** Where and how a user proves something. */
  private record Way(String realm, LoginStyle style) {}

  private final List<Rule> rules;
  private final Map<String, DirectGrants> realms;
  private final String firstRealm;
  private final Map<String, LoginStyle> styles;
  private final List<AttributeMapping> attributes;
  private final String groupsClaim;

  /**
   * Makes the table.
   *
   * @param rules in order; if there are none, everybody is let in but a firewall's administrators
   * @param realms by the names that rules have for them
   * @param firstRealm the one for rules that name none
   * @param styles by the names of clients; for all others the default
   * @param attributes for rules that have none of their own
   * @param groupsClaim path of the claim with the user's groups
   */
  public RuleTable(
      List<Rule> rules,
      Map<String, DirectGrants> realms,
      String firstRealm,
      Map<String, LoginStyle> styles,
      List<AttributeMapping> attributes,
      String groupsClaim) {
    this.rules =
        rules.isEmpty()
            ? List.of(
                new Rule(
                    UNRULED,
                    Conditions.NONE,
                    Rule.Action.ALLOW,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            : List.copyOf(rules);
    this.realms = Map.copyOf(realms);
    this.firstRealm = firstRealm;
    this.styles = Map.copyOf(styles);
    this.attributes = List.copyOf(attributes);
    this.groupsClaim = groupsClaim;
  }

  @Override
  public Ruling before(LoginContext login) {
    Optional<Rule> found = rules.stream().filter(rule -> rule.matchesBefore(login)).findFirst();
    if (found.isEmpty()) {
      return new Ruling.Refuse(UNRULED, unmatched(login));
    }
    Rule rule = found.get();
    if (rule.action() == Rule.Action.DENY) {
      return new Ruling.Refuse(rule.name(), "denied by a rule");
    }
    Way way = way(rule, login);
    return new Ruling.Ask(
        rule.name(),
        realms.get(way.realm()),
        way.style(),
        claims -> after(login, new Claims(claims, groupsClaim), way));
  }

  private Ruling.Verdict after(LoginContext login, Claims claims, Way proved) {
    Optional<Rule> found =
        rules.stream().filter(rule -> rule.matchesAfter(login, claims)).findFirst();
    if (found.isEmpty()) {
      return new Ruling.Denied(UNRULED, unmatched(login));
    }
    Rule rule = found.get();
    if (rule.action() == Rule.Action.DENY) {
      return new Ruling.Denied(rule.name(), "denied by a rule");
    }
    if (!way(rule, login).equals(proved)) {
      return new Ruling.Denied(rule.name(), "its rule wants another realm or mode");
    }
    return allowed(rule, claims);
  }

  private Way way(Rule rule, LoginContext login) {
    LoginStyle style = styles.getOrDefault(login.client(), LoginStyle.DEFAULT);
    return new Way(rule.realm().orElse(firstRealm), rule.mode().map(style::in).orElse(style));
  }

  private Ruling.Verdict allowed(Rule rule, Claims claims) {
    List<Attribute> result = new ArrayList<>();
    Set<String> unfit = new HashSet<>();
    Set<AttributeFormat> single = new HashSet<>();
    // What does not fit into a reply is left out at its end.
    List<AttributeMapping> requiredFirst =
        rule.attributes().orElse(attributes).stream()
            .sorted(Comparator.comparing(mapping -> !mapping.required()))
            .toList();
    for (AttributeMapping mapping : requiredFirst) {
      List<Attribute> made = mapping.of(claims, unfit::add);
      if (made.isEmpty() && mapping.required()) {
        return new Ruling.Denied(rule.name(), "no value for a required attribute");
      }
      boolean free =
          mapping.attribute().repeatable() || made.isEmpty() || single.add(mapping.attribute());
      if (free) {
        made.stream().filter(attribute -> !result.contains(attribute)).forEach(result::add);
      }
    }
    return new Ruling.Allowed(rule.name(), result, unfit.stream().sorted().toList());
  }

  private static String unmatched(LoginContext login) {
    return login.administrator() ? "no rule for admin-login" : "no rule matches";
  }
}

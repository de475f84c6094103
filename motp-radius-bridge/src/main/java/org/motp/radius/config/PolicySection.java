package org.motp.radius.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.motp.radius.login.LoginMode;
import org.motp.radius.policy.AttributeMapping;
import org.motp.radius.policy.Cidr;
import org.motp.radius.policy.Conditions;
import org.motp.radius.policy.Rule;
import org.motp.radius.policy.TextPattern;

/** The list {@code policy.rules}. */
final class PolicySection {

  private static final List<String> CONDITIONS =
      List.of("client", "nas", "connect-info", "address", "domain", "user", "group");

  private static final List<String> MEMBERS =
      Stream.concat(CONDITIONS.stream(), Stream.of("name", "action", "realm", "mode", "attributes"))
          .toList();

  private final Settings settings;
  private final AttributesSection attributes;
  private final Set<String> clients;
  private final Set<String> realms;

  /**
   * Prepares to read.
   *
   * @param clients the names of all clients
   * @param realms the names of all realms
   */
  PolicySection(
      Settings settings, AttributesSection attributes, Set<String> clients, Set<String> realms) {
    this.settings = settings;
    this.attributes = attributes;
    this.clients = clients;
    this.realms = realms;
  }

  List<Rule> read() {
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Optional<String> everything = Optional.empty();
    int count = settings.sections("policy.rules", MEMBERS);
    for (int i = 0; i < count; i++) {
      String section = "policy.rules[" + i + "].";
      Rule rule = rule(section, i + 1);
      rules.add(rule);
      if (!names.add(rule.name())) {
        settings.mistake(section + "name", "\"" + rule.name() + "\": another rule is called so");
      }
      if (everything.isPresent()) {
        settings.mistake(
            section + "name",
            "is never reached: \"" + everything.get() + "\" before it matches everything");
      } else if (CONDITIONS.stream().allMatch(key -> !settings.mentions(section + key))) {
        everything = Optional.of(rule.name());
      }
    }
    return rules;
  }

  private Rule rule(String section, int number) {
    String name = settings.text(section + "name", "rule " + number);
    Conditions conditions =
        new Conditions(
            Set.copyOf(known(section + "client", clients, "no client is called so")),
            parsed(section + "nas", TextPattern::exact),
            settings.conditions(section + "connect-info").stream()
                .map(info -> info.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()),
            parsed(section + "address", Cidr::parse),
            parsed(section + "domain", TextPattern::ignoringCase),
            parsed(section + "user", TextPattern::ignoringCase),
            parsed(section + "group", TextPattern::ignoringCase));
    Rule.Action action = settings.choice(section + "action", Rule.Action.ALLOW);
    Optional<String> realm =
        known(section + "realm", realms, "no realm is called so in keycloak").stream().findFirst();
    Optional<LoginMode> mode = LoginModes.read(settings, section + "mode");
    Optional<List<AttributeMapping>> sent = attributes.read(section + "attributes");
    if (action == Rule.Action.DENY && (realm.isPresent() || mode.isPresent() || sent.isPresent())) {
      settings.mistake(
          section + "action", "\"deny\": a rule that denies has no realm, mode or attributes");
    }
    return new Rule(name, conditions, action, realm, mode, sent);
  }

  private List<String> known(String key, Set<String> all, String otherwise) {
    List<String> names = settings.conditions(key);
    names.stream()
        .filter(name -> !all.contains(name))
        .forEach(
            name ->
                settings.mistake(
                    key,
                    "\""
                        + name
                        + "\": "
                        + otherwise
                        + "; there are "
                        + all.stream()
                            .filter(one -> !one.isEmpty())
                            .sorted()
                            .collect(Collectors.joining(", "))));
    return names;
  }

  private <T> List<T> parsed(String key, Function<String, T> parser) {
    List<T> result = new ArrayList<>();
    settings
        .conditions(key)
        .forEach(text -> settings.parsed(key, text, parser).ifPresent(result::add));
    return result;
  }
}

package org.motp.radius.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.motp.radius.login.LoginMode;

/** Writes rules as the configuration does: only what is not left out. */
final class RuleBuilder {

  private final String name;
  private Set<String> clients = Set.of();
  private List<TextPattern> nas = List.of();
  private Set<String> connectInfo = Set.of();
  private List<Cidr> addresses = List.of();
  private List<TextPattern> domains = List.of();
  private List<TextPattern> users = List.of();
  private List<TextPattern> groups = List.of();
  private Optional<String> realm = Optional.empty();
  private Optional<LoginMode> mode = Optional.empty();
  private Optional<List<AttributeMapping>> attributes = Optional.empty();

  RuleBuilder(String name) {
    this.name = name;
  }

  RuleBuilder clients(String... names) {
    clients = Set.of(names);
    return this;
  }

  RuleBuilder nas(String... patterns) {
    nas = list(TextPattern::exact, patterns);
    return this;
  }

  RuleBuilder connectInfo(String... infos) {
    connectInfo = Set.of(infos);
    return this;
  }

  RuleBuilder addresses(String... networks) {
    addresses = list(Cidr::parse, networks);
    return this;
  }

  RuleBuilder domains(String... patterns) {
    domains = list(TextPattern::ignoringCase, patterns);
    return this;
  }

  RuleBuilder users(String... patterns) {
    users = list(TextPattern::ignoringCase, patterns);
    return this;
  }

  RuleBuilder groups(String... patterns) {
    groups = list(TextPattern::ignoringCase, patterns);
    return this;
  }

  RuleBuilder realm(String other) {
    realm = Optional.of(other);
    return this;
  }

  RuleBuilder mode(LoginMode other) {
    mode = Optional.of(other);
    return this;
  }

  RuleBuilder attributes(AttributeMapping... mappings) {
    attributes = Optional.of(List.of(mappings));
    return this;
  }

  Rule get() {
    return rule(Rule.Action.ALLOW);
  }

  Rule deny() {
    return rule(Rule.Action.DENY);
  }

  private Rule rule(Rule.Action action) {
    return new Rule(
        name,
        new Conditions(clients, nas, connectInfo, addresses, domains, users, groups),
        action,
        realm,
        mode,
        attributes);
  }

  private static <T> List<T> list(Function<String, T> parser, String... texts) {
    return Arrays.stream(texts).map(parser).toList();
  }
}

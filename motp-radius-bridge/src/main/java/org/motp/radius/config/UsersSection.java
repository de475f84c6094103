package org.motp.radius.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.motp.radius.policy.TextPattern;
import org.motp.radius.policy.UserNameRule;

/** The section {@code users}: how a name is brought to its one form. */
final class UsersSection {

  private static final List<String> MEMBERS =
      List.of("strip-domain", "lower-case", "replace", "with");

  private UsersSection() {}

  static List<UserNameRule> read(Settings settings) {
    List<UserNameRule> rules = new ArrayList<>();
    for (String domain : settings.list("users.strip-domains")) {
      stripDomain(settings, "users.strip-domains", domain).ifPresent(rules::add);
    }
    int count = settings.sections("users.rules", MEMBERS);
    for (int i = 0; i < count; i++) {
      rule(settings, "users.rules[" + i + "]").ifPresent(rules::add);
    }
    return rules;
  }

  private static Optional<UserNameRule> rule(Settings settings, String section) {
    Optional<String> domain = settings.text(section + ".strip-domain");
    boolean lowerCase = settings.flag(section + ".lower-case", false);
    Optional<String> replace = settings.text(section + ".replace");
    Optional<String> with = settings.text(section + ".with");
    int things = (domain.isPresent() ? 1 : 0) + (lowerCase ? 1 : 0) + (replace.isPresent() ? 1 : 0);
    if (things != 1) {
      settings.mistake(
          section,
          "must be one of strip-domain: DOMAIN, lower-case: true, and replace: PATTERN with"
              + " with: TEXT; rules that do several things are several rules");
      return Optional.empty();
    }
    if (replace.isEmpty() && with.isPresent()) {
      settings.mistake(section + ".with", "has a meaning only beside replace");
    }
    if (domain.isPresent()) {
      return stripDomain(settings, section + ".strip-domain", domain.get());
    }
    return lowerCase
        ? Optional.of(new UserNameRule.LowerCase())
        : replace(settings, section, replace.orElse(""), with.orElse(""));
  }

  private static Optional<UserNameRule> stripDomain(Settings settings, String key, String domain) {
    return settings
        .parsed(key, domain, TextPattern::ignoringCase)
        .map(UserNameRule.StripDomain::new);
  }

  private static Optional<UserNameRule> replace(
      Settings settings, String section, String pattern, String with) {
    return settings
        .parsed(section + ".replace", pattern, TextPattern::ignoringCase)
        .flatMap(
            parsed ->
                settings.parsed(
                    section + ".with", with, text -> new UserNameRule.Replace(parsed, text)));
  }
}

package org.motp.radius.policy;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** One thing that is done to a user name to bring it to its one form. Immutable. */
public sealed interface UserNameRule extends UnaryOperator<String> {

  /** Takes a domain off {@code DOMAIN\\user} and {@code user@DOMAIN}. */
  record StripDomain(TextPattern domain) implements UserNameRule {
    @Override
    public String apply(String name) {
      int backslash = name.indexOf('\\');
      if (backslash >= 0 && domain.matches(name.substring(0, backslash))) {
        return name.substring(backslash + 1);
      }
      int at = name.lastIndexOf('@');
      return at >= 0 && domain.matches(name.substring(at + 1)) ? name.substring(0, at) : name;
    }
  }

  /** Makes small letters of capitals. */
  record LowerCase() implements UserNameRule {
    @Override
    public String apply(String name) {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Rewrites names of one form into another.
   *
   * @param with a template that the pattern can fill
   */
  record Replace(TextPattern pattern, String with) implements UserNameRule {
    public Replace {
      pattern.check(with);
    }

    @Override
    public String apply(String name) {
      return pattern.rewrite(name, with).orElse(name);
    }
  }
}

package org.motp.demo;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * LDAP_MATCHING_RULE_IN_CHAIN for the attribute {@code member}, which an ordinary LDAP server does
 * not know: "the groups that hold this user, directly or through other groups".
 *
 * <p>The assertion is replaced by plain ones that mean the same in the directory as it is now: a
 * member is the user, or any group that holds the user.
 */
final class NestedMembership {

  static final String MATCHING_RULE = "1.2.840.113556.1.4.1941";

  private final LDAPInterface directory;
  private final String baseDn;

  NestedMembership(LDAPInterface directory, String baseDn) {
    this.directory = directory;
    this.baseDn = baseDn;
  }

  /** The same filter without the matching rule; the filter itself when it does not use it. */
  Filter rewrite(Filter filter) throws LDAPException {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(rewriteAll(filter.getComponents()));
      case Filter.FILTER_TYPE_OR -> Filter.createORFilter(rewriteAll(filter.getComponents()));
      case Filter.FILTER_TYPE_NOT -> Filter.createNOTFilter(rewrite(filter.getNOTComponent()));
      case Filter.FILTER_TYPE_EXTENSIBLE_MATCH ->
          MATCHING_RULE.equals(filter.getMatchingRuleID())
                  && "member".equalsIgnoreCase(filter.getAttributeName())
              ? anyOf(chainUpFrom(filter.getAssertionValue()))
              : filter;
      default -> filter;
    };
  }

  private List<Filter> rewriteAll(Filter[] filters) throws LDAPException {
    List<Filter> rewritten = new ArrayList<>();
    for (Filter filter : filters) {
      rewritten.add(rewrite(filter));
    }
    return rewritten;
  }

  private static Filter anyOf(Set<String> members) {
    return Filter.createORFilter(
        members.stream().map(dn -> Filter.createEqualityFilter("member", dn)).toList());
  }

  /** The entry and every group above it; ends on circles, which Active Directory allows. */
  private Set<String> chainUpFrom(String dn) throws LDAPException {
    Set<String> chain = new LinkedHashSet<>(List.of(dn));
    Deque<String> open = new ArrayDeque<>(chain);
    while (!open.isEmpty()) {
      Filter holders = Filter.createEqualityFilter("member", open.remove());
      for (SearchResultEntry group :
          directory.search(baseDn, SearchScope.SUB, holders, "1.1").getSearchEntries()) {
        if (chain.add(group.getDN())) {
          open.add(group.getDN());
        }
      }
    }
    return chain;
  }
}

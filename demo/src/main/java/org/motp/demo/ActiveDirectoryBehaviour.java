package org.motp.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.util.StaticUtils;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What tells Active Directory from other LDAP servers, as far as a client like Keycloak can see it:
 * names and refusals of a bind, passwords in {@code unicodePwd}, and the matching rule for nested
 * groups. See Microsoft's [MS-ADTS] 5.1.1.1.1 (simple binds), 3.1.1.3.1.5 (passwords).
 */
final class ActiveDirectoryBehaviour extends InMemoryOperationInterceptor {

  /** Where the in-memory server keeps a password; never shown to a client. */
  static final String STORED_PASSWORD = "userPassword";

  private static final Duration MAXIMUM_PASSWORD_AGE = Duration.ofDays(42);
  private static final int MINIMUM_PASSWORD_LENGTH = 7;
  private static final long MILLIS_FROM_1601_TO_1970 = 11_644_473_600_000L;

  private final Supplier<LDAPInterface> directory;
  private final Clock clock;
  private final AnswerDelay delay;
  private final Map<String, AtomicInteger> binds = new ConcurrentHashMap<>();

  ActiveDirectoryBehaviour(Supplier<LDAPInterface> directory, Clock clock, AnswerDelay delay) {
    this.directory = directory;
    this.clock = clock;
    this.delay = delay;
  }

  /** A moment as Active Directory writes it: units of 100 ns since 1601. */
  static String fileTime(Instant instant) {
    return Long.toString((instant.toEpochMilli() + MILLIS_FROM_1601_TO_1970) * 10_000);
  }

  /** How often somebody tried to bind as this account, with whatever password. */
  int bindsOf(String account) {
    AtomicInteger count = binds.get(account.toLowerCase(Locale.ROOT));
    return count == null ? 0 : count.get();
  }

  @Override
  public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest intercepted)
      throws LDAPException {
    delay.await();
    SimpleBindRequest request = intercepted.getRequest();
    String password = request.getPassword().stringValue();
    if (password.isEmpty()) {
      // An "unauthenticated bind" succeeds, whatever the name: a trap for careless clients.
      intercepted.setRequest(new SimpleBindRequest());
      return;
    }
    Entry entry = find(request.getBindDN());
    if (entry == null) {
      throw BindRefusal.WRONG_CREDENTIALS.toException();
    }
    binds
        .computeIfAbsent(
            Objects.requireNonNullElse(entry.getAttributeValue("sAMAccountName"), "")
                .toLowerCase(Locale.ROOT),
            account -> new AtomicInteger())
        .incrementAndGet();
    BindRefusal refusal = refusal(entry, password);
    if (refusal != null) {
      throw refusal.toException();
    }
    intercepted.setRequest(
        new SimpleBindRequest(
            entry.getDN(), request.getPassword().getValue(), request.getControls()));
  }

  private Entry find(String name) throws LDAPException {
    if (name.contains("=")) {
      return directory.get().getEntry(name);
    }
    String domainPrefix = EmbeddedDirectory.NETBIOS_DOMAIN + "\\";
    if (name.regionMatches(true, 0, domainPrefix, 0, domainPrefix.length())) {
      return findBy("sAMAccountName", name.substring(domainPrefix.length()));
    }
    return name.contains("@") ? findBy("userPrincipalName", name) : null;
  }

  private Entry findBy(String attribute, String value) throws LDAPException {
    List<SearchResultEntry> found =
        directory
            .get()
            .search(
                EmbeddedDirectory.BASE_DN,
                SearchScope.SUB,
                Filter.createEqualityFilter(attribute, value))
            .getSearchEntries();
    return found.size() == 1 ? found.get(0) : null;
  }

  /** Why this bind is refused, in the order of Active Directory; {@code null} when it is not. */
  private BindRefusal refusal(Entry entry, String password) {
    if (number(entry, "lockoutTime") > 0) {
      return BindRefusal.ACCOUNT_LOCKED;
    }
    if (!password.equals(entry.getAttributeValue(STORED_PASSWORD))) {
      return BindRefusal.WRONG_CREDENTIALS;
    }
    if ((number(entry, "userAccountControl") & DirectoryUser.ACCOUNT_DISABLED) != 0) {
      return BindRefusal.ACCOUNT_DISABLED;
    }
    long now = Long.parseLong(fileTime(clock.instant()));
    long accountExpires = number(entry, "accountExpires");
    if (accountExpires > 0 && accountExpires <= now) {
      return BindRefusal.ACCOUNT_EXPIRED;
    }
    long passwordSet = number(entry, "pwdLastSet");
    if (passwordSet == 0) {
      return BindRefusal.MUST_CHANGE_PASSWORD;
    }
    long oldest = Long.parseLong(fileTime(clock.instant().minus(MAXIMUM_PASSWORD_AGE)));
    return passwordSet < oldest ? BindRefusal.PASSWORD_EXPIRED : null;
  }

  private static long number(Entry entry, String attribute) {
    Long value = entry.getAttributeValueAsLong(attribute);
    return value == null ? 0 : value;
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest intercepted)
      throws LDAPException {
    delay.await();
    ReadOnlySearchRequest request = intercepted.getRequest();
    SearchRequest rewritten = request.duplicate();
    rewritten.setFilter(
        new NestedMembership(directory.get(), EmbeddedDirectory.BASE_DN)
            .rewrite(request.getFilter()));
    intercepted.setRequest(rewritten);
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry intercepted) {
    Entry shown = intercepted.getSearchEntry().duplicate();
    shown.removeAttribute(STORED_PASSWORD);
    intercepted.setSearchEntry(shown);
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest intercepted)
      throws LDAPException {
    delay.await();
    ReadOnlyModifyRequest request = intercepted.getRequest();
    List<Modification> modifications = new ArrayList<>();
    boolean newPassword = false;
    boolean passwordTime = false;
    for (Modification modification : request.getModifications()) {
      if (modification.getAttributeName().equalsIgnoreCase("unicodePwd")) {
        newPassword |= changePassword(request.getDN(), modification, modifications);
      } else if (modification.getAttributeName().equalsIgnoreCase("pwdLastSet")) {
        passwordTime = true;
        modifications.add(
            "-1".equals(modification.getValues()[0]) ? passwordSetNow() : modification);
      } else {
        modifications.add(modification);
      }
    }
    if (newPassword && !passwordTime) {
      modifications.add(passwordSetNow());
    }
    modifications.add(
        new Modification(
            ModificationType.REPLACE,
            "whenChanged",
            StaticUtils.encodeGeneralizedTime(Date.from(clock.instant()))));
    intercepted.setRequest(
        new ModifyRequest(request.getDN(), modifications, request.getControls()));
  }

  private Modification passwordSetNow() {
    return new Modification(ModificationType.REPLACE, "pwdLastSet", fileTime(clock.instant()));
  }

  /** A reset is one REPLACE; a user's own change is a DELETE of the old and an ADD of the new. */
  private boolean changePassword(String dn, Modification change, List<Modification> modifications)
      throws LDAPException {
    String current = directory.get().getEntry(dn).getAttributeValue(STORED_PASSWORD);
    String password = quotedPassword(change.getRawValues());
    if (change.getModificationType().equals(ModificationType.DELETE)) {
      if (!password.equals(current)) {
        throw new LDAPException(
            ResultCode.CONSTRAINT_VIOLATION,
            "00000056: AtrErr: DSID-03190F80, #1: problem 1005 (CONSTRAINT_ATT_TYPE)");
      }
      return false;
    }
    if (password.length() < MINIMUM_PASSWORD_LENGTH || password.equals(current)) {
      throw policyViolation();
    }
    modifications.add(new Modification(ModificationType.REPLACE, STORED_PASSWORD, password));
    return true;
  }

  private static String quotedPassword(ASN1OctetString[] values) throws LDAPException {
    String quoted =
        values.length == 1 ? new String(values[0].getValue(), StandardCharsets.UTF_16LE) : "";
    if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
      throw policyViolation();
    }
    return quoted.substring(1, quoted.length() - 1);
  }

  private static LDAPException policyViolation() {
    return new LDAPException(
        ResultCode.UNWILLING_TO_PERFORM,
        "0000052D: SvcErr: DSID-031A124C, problem 5003 (WILL_NOT_PERFORM), data 0");
  }
}

package org.motp.demo;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.StaticUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * An LDAP server on the loopback address that Keycloak takes for an Active Directory.
 *
 * <p>It lives in memory: passwords that were changed are forgotten with the process, while {@code
 * objectGUID} follows from the account name, so that Keycloak knows its users again. Thread-safe. A
 * change that the server refuses, such as a second entry of the same name, is thrown as {@link
 * IllegalStateException}.
 */
public final class EmbeddedDirectory implements AutoCloseable {

  public static final String BASE_DN = "DC=corp,DC=example";
  public static final String USERS_DN = "OU=Staff," + BASE_DN;
  public static final String GROUPS_DN = "OU=Groups," + BASE_DN;
  public static final String NETBIOS_DOMAIN = "CORP";
  public static final String UPN_SUFFIX = "corp.example";

  /** The account that Keycloak searches with. */
  public static final String BIND_DN = "CN=keycloak,OU=Service," + BASE_DN;

  private final AnswerDelay delay = new AnswerDelay();
  private final Clock clock;
  private final String bindPassword;
  private final ActiveDirectoryBehaviour behaviour;
  private final InMemoryDirectoryServer server;
  private final int port;

  private EmbeddedDirectory(int port, String bindPassword, Clock clock)
      throws LDAPException, IOException, LDIFException {
    this.clock = clock;
    this.bindPassword = bindPassword;
    this.behaviour = new ActiveDirectoryBehaviour(this::server, clock, delay);
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE_DN);
    config.setSchema(schema());
    config.setEnforceSingleStructuralObjectClass(false);
    config.setAuthenticationRequiredOperationTypes(
        OperationType.SEARCH,
        OperationType.COMPARE,
        OperationType.ADD,
        OperationType.MODIFY,
        OperationType.DELETE,
        OperationType.MODIFY_DN);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", InetAddress.getLoopbackAddress(), port, null));
    config.addInMemoryOperationInterceptor(behaviour);
    server = new InMemoryDirectoryServer(config);
    addSkeleton();
    server.startListening();
    this.port = server.getListenPort();
  }

  /**
   * Starts a directory that holds nothing but its organizational units and the account {@link
   * #BIND_DN}.
   *
   * @param port 0 for any free one
   * @param bindPassword the password of {@link #BIND_DN}
   */
  public static EmbeddedDirectory start(int port, String bindPassword) {
    return start(port, bindPassword, Clock.systemUTC());
  }

  static EmbeddedDirectory start(int port, String bindPassword, Clock clock) {
    try {
      return new EmbeddedDirectory(port, bindPassword, clock);
    } catch (LDAPException | LDIFException | IOException e) {
      throw new IllegalStateException("The directory does not start: " + e.getMessage(), e);
    }
  }

  /** Starts a directory with the {@linkplain DemoStaff people and groups of the demo}. */
  public static EmbeddedDirectory withDemoStaff(int port, String bindPassword) {
    EmbeddedDirectory directory = start(port, bindPassword);
    DemoStaff.addTo(directory);
    return directory;
  }

  private static Schema schema() throws LDAPException, IOException, LDIFException {
    try (InputStream own =
        EmbeddedDirectory.class.getResourceAsStream("active-directory-schema.ldif")) {
      return Schema.mergeSchemas(Schema.getDefaultStandardSchema(), Schema.getSchema(own));
    }
  }

  private InMemoryDirectoryServer server() {
    return server;
  }

  private void addSkeleton() {
    Entry domain = new Entry(BASE_DN);
    domain.addAttribute("objectClass", "top", "domain");
    add(domain);
    for (String unit : new String[] {USERS_DN, GROUPS_DN, "OU=Service," + BASE_DN}) {
      Entry entry = new Entry(unit);
      entry.addAttribute("objectClass", "top", "organizationalUnit");
      add(entry);
    }
    add(BIND_DN, DirectoryUser.of("svc-keycloak", bindPassword).with("cn", "keycloak"));
  }

  /** Adds an employee below {@link #USERS_DN} and returns their DN. */
  public String add(DirectoryUser user) {
    return add(new RDN("CN", user.attributes().get("cn")) + "," + USERS_DN, user);
  }

  private String add(String dn, DirectoryUser user) {
    Entry entry = new Entry(dn);
    entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "user");
    entry.addAttribute("userPrincipalName", user.account() + "@" + UPN_SUFFIX);
    entry.addAttribute("pwdLastSet", ActiveDirectoryBehaviour.fileTime(clock.instant()));
    entry.addAttribute(ActiveDirectoryBehaviour.STORED_PASSWORD, user.password());
    user.attributes().forEach((name, value) -> entry.setAttribute(name, value));
    return addObject(entry, user.account());
  }

  /**
   * Adds a group below {@link #GROUPS_DN} and returns its DN.
   *
   * @param memberDns users and other groups
   */
  public String addGroup(String name, String... memberDns) {
    Entry entry = new Entry(new RDN("CN", name) + "," + GROUPS_DN);
    entry.addAttribute("objectClass", "top", "group");
    if (memberDns.length > 0) {
      entry.addAttribute("member", memberDns);
    }
    return addObject(entry, name);
  }

  private String addObject(Entry entry, String account) {
    String now = StaticUtils.encodeGeneralizedTime(Date.from(clock.instant()));
    entry.addAttribute("sAMAccountName", account);
    entry.addAttribute("objectGUID", guid(account));
    entry.addAttribute("whenCreated", now);
    entry.addAttribute("whenChanged", now);
    add(entry);
    return entry.getDN();
  }

  private void add(Entry entry) {
    try {
      server.add(entry);
    } catch (LDAPException e) {
      throw new IllegalStateException("Cannot add " + entry.getDN() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] guid(String account) {
    byte[] name = account.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    UUID uuid = UUID.nameUUIDFromBytes(name);
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /** Sets one attribute of a user, as an administrator of the directory would; null removes it. */
  public void change(String account, String attribute, String value) {
    Modification modification =
        value == null
            ? new Modification(ModificationType.REPLACE, attribute)
            : new Modification(ModificationType.REPLACE, attribute, value);
    try {
      server.modify(entryOf(account).getDN(), modification);
    } catch (LDAPException e) {
      throw new IllegalStateException("Cannot change " + account + ": " + e.getMessage(), e);
    }
  }

  /** The value of a user's attribute, or {@code null}. */
  public String valueOf(String account, String attribute) {
    return entryOf(account).getAttributeValue(attribute);
  }

  private SearchResultEntry entryOf(String account) {
    try {
      SearchResultEntry entry =
          server.searchForEntry(
              BASE_DN, SearchScope.SUB, Filter.createEqualityFilter("sAMAccountName", account));
      if (entry == null) {
        throw new IllegalStateException("Nobody is called " + account);
      }
      return entry;
    } catch (LDAPException e) {
      throw new IllegalStateException("Cannot look for " + account + ": " + e.getMessage(), e);
    }
  }

  /** How often somebody tried to sign in as this account, with whatever password. */
  public int bindsOf(String account) {
    return behaviour.bindsOf(account);
  }

  /**
   * Holds every later answer back for this long; {@link Duration#ZERO} also lets waiting ones go.
   */
  public void delayAnswersBy(Duration duration) {
    delay.set(duration);
  }

  /** Closes the port and all connections, as if the domain controller had died; data stay. */
  public void stopListening() {
    server.shutDown(true);
  }

  /** Opens the port again, the same one as before. */
  public void startListening() {
    try {
      server.startListening();
    } catch (LDAPException e) {
      throw new IllegalStateException("The directory does not listen: " + e.getMessage(), e);
    }
  }

  public int port() {
    return port;
  }

  /** What the placeholders of the realm file have to be so that Keycloak asks this directory. */
  public Map<String, String> realmPlaceholders() {
    return Map.of(
        "MOTP_LDAP_URL",
        "ldap://localhost:" + port,
        "MOTP_LDAP_BIND_DN",
        BIND_DN,
        "MOTP_LDAP_BIND_CREDENTIAL",
        bindPassword,
        "MOTP_LDAP_USERS_DN",
        USERS_DN,
        "MOTP_LDAP_GROUPS_DN",
        GROUPS_DN);
  }

  @Override
  public void close() {
    delay.set(Duration.ZERO);
    server.shutDown(true);
  }
}

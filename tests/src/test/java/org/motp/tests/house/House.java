package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.motp.demo.BridgeProcess;
import org.motp.demo.EmbeddedDirectory;
import org.motp.demo.KeycloakAdmin;
import org.motp.demo.KeycloakServer;
import org.motp.demo.MailCatcher;
import org.motp.demo.Ports;
import org.motp.demo.ProjectFiles;
import org.motp.tests.people.Employee;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.Vpn;

/**
 * A company: directory, mail server, Keycloak with our provider and realm, and two bridges, each a
 * real process on a free port. Started once for all tests; a test that breaks something repairs it.
 */
public final class House implements AutoCloseable {
  /** What the second bridge takes off user names; the first one leaves them alone. */
  private static final String STRIPPED = EmbeddedDirectory.NETBIOS_DOMAIN + ",corp.example";

  private static final String ADMINISTRATOR = "admin";

  /** An authority, a server on 127.0.0.1 and clients that it has issued. */
  public static final Path CERTIFICATES =
      Path.of("../motp-radius-bridge/src/test/resources/org/motp/radius/tls").toAbsolutePath();

  private static final Path FOLDER = Path.of("target/house");

  private final ProjectFiles files;
  private final Secrets secrets = new Secrets();
  private final EmbeddedDirectory directory;
  private final MailCatcher mails;
  private final PushService pushService;
  private final KeycloakAdmin admin;
  private final KeycloakServer keycloak;
  private final int securePort = Ports.freeTcp();
  private final ServerClock clock;
  private final Realm realm;
  private final Bridge bridge;
  private final Bridge otherBridge;
  private final Database database;
  private final Map<String, String> environment;
  private final RealmExport realmExport;

  private House(Optional<String> sharedDatabase) throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    files = ProjectFiles.locate();
    directory = EmbeddedDirectory.start(0, secret());
    mails = MailCatcher.start(0, 0);
    pushService = PushService.start();
    String password = secret();
    Path home = FOLDER.resolve("keycloak").toAbsolutePath();
    String databasePassword = secret();
    environment = environment(databasePassword);
    keycloak = node(home, password, sharedDatabase, "--https-port=" + securePort).start();
    clock = new ServerClock(keycloak::uri);
    clock.tell();
    admin = new KeycloakAdmin(keycloak.uri(), ADMINISTRATOR, password);
    realm = new Realm(admin, "motp");
    secrets.text(realm.secret(TokenEndpoint.BRIDGE));
    bridge = startBridge("bridge", gateway(""));
    otherBridge = startBridge("other-bridge", gateway(STRIPPED));
    realmExport = new RealmExport(home, environment);
    database = new Database(home, databasePassword);
  }

  static House open() {
    return open(Optional.empty());
  }

  /**
   * A house of its own whose Keycloak can have further nodes. Whoever opens it closes it.
   *
   * @param database the URL of an empty PostgreSQL database for a user {@code keycloak}
   */
  public static House onPostgres(String database) {
    return open(Optional.of(database));
  }

  private static House open(Optional<String> sharedDatabase) {
    try {
      return new House(sharedDatabase);
    } catch (IOException e) {
      throw new IllegalStateException("the house cannot be opened: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Map<String, String> environment(String databasePassword) {
    Map<String, String> variables = new HashMap<>(directory.realmPlaceholders());
    variables.putAll(mails.realmPlaceholders());
    variables.put("KC_DB_USERNAME", Database.USER);
    variables.put("KC_DB_PASSWORD", databasePassword);
    variables.put("KC_SPI_MOTP_TOKEN__JPA__KEY_ENCRYPTION_KEYS", secrets.keyEncryptionKey());
    variables.put("KC_SPI_MOTP_PUSH__WEB__OWN_SERVICES", pushService.origin());
    return variables;
  }

  private KeycloakServer node(
      Path home, String password, Optional<String> sharedDatabase, String... options)
      throws IOException, InterruptedException {
    forget(home.resolve("data"));
    Files.deleteIfExists(home.resolve("keycloak.log"));
    List<Path> providers = new ArrayList<>(files.providers());
    try (var extra = Files.newDirectoryStream(Path.of("target/providers"), "*.jar")) {
      extra.forEach(providers::add);
    }
    KeycloakServer.Setup setup =
        KeycloakServer.in(home)
            .distribution(files.distribution())
            .providers(providers)
            .realm(files.realm())
            .administrator(ADMINISTRATOR, password)
            .environment(environment)
            .buildOptions("--https-client-auth=request")
            .options(
                "--https-certificate-file=" + CERTIFICATES.resolve("server.pem"),
                "--https-certificate-key-file=" + CERTIFICATES.resolve("server.key"),
                "--http-management-scheme=http",
                "--truststore-paths=" + CERTIFICATES.resolve("ca.pem"),
                "--log-level=info,org.motp:trace,org.keycloak.events:debug,org.keycloak.email:debug")
            .options(options);
    return (sharedDatabase.isPresent()
            ? setup.clustered(sharedDatabase.get())
            : setup.options("--db-url=" + Database.url(home)))
        .prepare();
  }

  /** Starts a second node of a Keycloak on {@code database}. Whoever starts it closes it. */
  public KeycloakServer secondNode(String database) throws IOException, InterruptedException {
    Path home = FOLDER.resolve("second-keycloak").toAbsolutePath();
    return node(
            home,
            secret(),
            Optional.of(database),
            "--hostname=" + keycloak.uri(),
            "--https-port=" + Ports.freeTcp())
        .start();
  }

  /** What the two bridges of the house are told, but for the domains that they strip. */
  private static String gateway(String strippedDomains) {
    // What protects from guessing is tested elsewhere; here it would only cost time.
    return """
        listen: 127.0.0.1:@PORT@
        keycloak: {url: "@KEYCLOAK@"}
        clients:
          - name: gateway
            address: 127.0.0.1
            secret: "@SECRET@"
        users: {strip-domains: [@DOMAINS@]}
        times: {reject-delay: 0ms}
        limits: {per-user: none, per-address: none, per-client: none}
        management: {listen: "127.0.0.1:0"}
        log: {level: debug}
        """
        .replace("@DOMAINS@", strippedDomains);
  }

  /**
   * Starts one more bridge. Whoever starts it closes its process.
   *
   * @param yaml its configuration, with {@code @PORT@}, {@code @KEYCLOAK@} and {@code @SECRET@}
   *     where they belong
   */
  public Bridge startBridge(String name, String yaml) {
    return startBridge(
        name,
        yaml,
        Map.of("MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", realm.secret(TokenEndpoint.BRIDGE)));
  }

  /** The same without the client's secret, or with other settings in its environment. */
  public Bridge startBridge(String name, String yaml, Map<String, String> environment) {
    try {
      int port = Ports.freeUdp();
      String radiusSecret = secret();
      Path config = FOLDER.resolve(name + ".yaml");
      Files.writeString(
          config,
          yaml.replace("@PORT@", Integer.toString(port))
              .replace("@KEYCLOAK@", keycloak.uri().toString())
              .replace("@SECRET@", radiusSecret));
      Path log = FOLDER.resolve(name + ".log");
      Files.deleteIfExists(log);
      BridgeProcess process =
          new BridgeProcess(files.bridge(), files.bridgeOptions(), config, environment, log)
              .start();
      return new Bridge(process, log, port, radiusSecret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void forget(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** A new random secret that no log may contain. */
  public String secret() {
    return secrets.random();
  }

  /** Somebody new, who is in the directory and whom Keycloak has never seen. */
  public Employee hire() {
    return Employee.hired(this);
  }

  /** A gateway that asks the first bridge. */
  public Vpn vpn() {
    return new Vpn(bridge.port(), bridge.radiusSecret(), secrets);
  }

  /** A gateway that asks the second bridge. */
  public Vpn otherVpn() {
    return new Vpn(otherBridge.port(), otherBridge.radiusSecret(), secrets);
  }

  /** The token endpoint for the client that the bridges are. */
  public TokenEndpoint tokenEndpoint() {
    return new TokenEndpoint(url(), secrets)
        .as(TokenEndpoint.BRIDGE, realm.secret(TokenEndpoint.BRIDGE));
  }

  /** Starts Keycloak again, with the clock that everybody else has. */
  public void restartKeycloak() {
    try {
      keycloak.start();
    } catch (IOException e) {
      throw new IllegalStateException("Keycloak does not start again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    clock.tell();
  }

  public KeycloakServer keycloak() {
    return keycloak;
  }

  /** Keycloak's base URL without a slash at the end. */
  public URI url() {
    return keycloak.uri();
  }

  /** The same Keycloak by TLS, which asks for a certificate and does not insist. */
  public URI secureUrl() {
    return URI.create("https://127.0.0.1:" + securePort);
  }

  public EmbeddedDirectory directory() {
    return directory;
  }

  public MailCatcher mails() {
    return mails;
  }

  /** What all Keycloaks of this run have logged so far. */
  public String keycloakLog() {
    try {
      return Files.readString(keycloak.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many threads Keycloak has now. */
  public long keycloakThreads() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .orElse("")
                    .contains("-Dkc.home.dir=" + FOLDER.resolve("keycloak").toAbsolutePath()))
        .mapToLong(process -> threads(process.pid()))
        .sum();
  }

  private static long threads(long process) {
    try (var tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      return tasks.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PushService pushService() {
    return pushService;
  }

  public ServerClock clock() {
    return clock;
  }

  public Realm realm() {
    return realm;
  }

  /**
   * Imports the realm file once more under another name, on the same directory. Whoever imports it
   * removes it.
   */
  public Realm importRealm(String name) {
    try {
      return Realm.imported(admin, files.realm(), environment, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Bridge bridge() {
    return bridge;
  }

  public Bridge otherBridge() {
    return otherBridge;
  }

  public Database database() {
    return database;
  }

  public RealmExport realmExport() {
    return realmExport;
  }

  public Secrets secrets() {
    return secrets;
  }

  @Override
  public void close() {
    bridge.process().close();
    otherBridge.process().close();
    keycloak.close();
    mails.close();
    pushService.close();
    directory.close();
  }
}

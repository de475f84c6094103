package org.motp.tests.container;

import static org.awaitility.Awaitility.await;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.motp.demo.KeycloakAdmin;
import org.motp.demo.ProjectFiles;
import org.motp.tests.house.Secrets;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.TokenEndpoint;
import org.testcontainers.containers.Network;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.images.builder.Transferable;

/**
 * Keycloak's own image, and in it what a customer puts there: our jars in {@code providers}, the
 * realm file in {@code data/import}, the key-encryption keys in a file. Its users are Keycloak's
 * own, because no directory can be reached from inside on every machine.
 */
final class ContainedKeycloak implements AutoCloseable {
  /** Its name for other containers in the same network. */
  static final String ALIAS = "keycloak";

  private static final String KEYS = "/opt/keycloak/conf/motp-keys";

  /** The first start builds the server, on two slow cores. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration ONE_STEP = Duration.ofSeconds(30);

  private final Network network;
  private final KeycloakContainer container;
  private final Secrets secrets;
  private final KeycloakAdmin admin;
  private int hired;

  private ContainedKeycloak(Network network, KeycloakContainer container, Secrets secrets) {
    this.network = network;
    this.container = container;
    this.secrets = secrets;
    this.admin =
        new KeycloakAdmin(
            uri(container), container.getAdminUsername(), container.getAdminPassword());
  }

  static ContainedKeycloak start() {
    Network network = Network.newNetwork();
    Secrets secrets = new Secrets();
    try {
      KeycloakContainer container = container(network, secrets);
      container.start();
      ContainedKeycloak keycloak = new ContainedKeycloak(network, container, secrets);
      keycloak.forgetDirectory();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static KeycloakContainer container(Network network, Secrets secrets) throws IOException {
    ProjectFiles files = ProjectFiles.locate();
    return new KeycloakContainer(System.getProperty("motp.keycloak.image"))
        // An image that was built here is in no registry, however old it gets.
        .withImagePullPolicy(PullPolicy.defaultPolicy())
        .withStartupTimeout(START_LIMIT)
        .withRamPercentage(5, 15)
        .withAdminPassword(secrets.random())
        .withProviderLibsFrom(files.providers().stream().map(Path::toFile).toList())
        .withCopyToContainer(Transferable.of(secrets.keyEncryptionKey() + "\n", 0444), KEYS)
        .withEnv("KC_SPI_MOTP_TOKEN__JPA__KEY_ENCRYPTION_KEYS_FILE", KEYS)
        .withCopyToContainer(
            Transferable.of(Files.readAllBytes(files.realm()), 0444),
            "/opt/keycloak/data/import/motp-realm.json")
        .withNetwork(network)
        .withNetworkAliases(ALIAS)
        .withLogConsumer(ContainerLog.in("keycloak"));
  }

  private void forgetDirectory() throws IOException, InterruptedException {
    String ad = admin.get("/motp/components?type=org.keycloak.storage.UserStorageProvider&name=ad");
    admin.send(
        "DELETE", "/motp/components/" + ad.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1"), "");
  }

  /** A user with a password and without a token. */
  synchronized Account hire() throws IOException, InterruptedException {
    Account account = new Account("ming.%03d".formatted(++hired), secrets.random());
    admin.send(
        "POST",
        "/motp/users",
        """
        {"username": "%1$s", "enabled": true, "firstName": "小明", "lastName": "王",
         "email": "%1$s@corp.example", "emailVerified": true,
         "credentials": [{"type": "password", "value": "%2$s"}]}
        """
            .formatted(account.name(), account.password()));
    return account;
  }

  /** Who may log in. */
  record Account(String name, String password) {}

  /** Logs in to the account console and registers a phone offline; its key, in Base32. */
  String registers(Account account) {
    WebPage download =
        new WebSession(uri(), secrets, "zh-TW").open().signIn(account.name(), account.password());
    WebPage offline = download.next().press("#motp-way-offline");
    String key = secrets.key(offline.text("#motp-key").replace(" ", ""));
    // A code of the step before would be taken for that of a slow clock, and the next one be too
    // early then.
    await()
        .atMost(ONE_STEP)
        .until(() -> Instant.now().getEpochSecond() % ONE_STEP.toSeconds() < 25);
    WebPage arrived = offline.typeCode(secrets.code(Phone.code(key, Instant.now()))).next();
    if (!arrived.arrived()) {
      throw new AssertionError("the registration does not end: " + arrived.text());
    }
    return key;
  }

  /** The code after the one that has proved the registration; so nobody has to wait for it. */
  String nextCode(String key) {
    return secrets.code(Phone.code(key, Instant.now().plus(ONE_STEP)));
  }

  /** A code of an hour ago. */
  String wrongCode(String key) {
    return secrets.code(Phone.code(key, Instant.now().minus(Duration.ofHours(1))));
  }

  /** The token endpoint for the client that bridges are. */
  TokenEndpoint tokenEndpoint() throws IOException, InterruptedException {
    return new TokenEndpoint(uri(), secrets).as(TokenEndpoint.BRIDGE, clientSecret());
  }

  String clientSecret() throws IOException, InterruptedException {
    return secrets.text(admin.clientSecret("motp", TokenEndpoint.BRIDGE));
  }

  /** Where a container finds this one as {@link #ALIAS}. */
  Network network() {
    return network;
  }

  Secrets secrets() {
    return secrets;
  }

  URI uri() {
    return uri(container);
  }

  private static URI uri(KeycloakContainer container) {
    return URI.create(container.getAuthServerUrl());
  }

  @Override
  public void close() {
    container.close();
    network.close();
  }
}

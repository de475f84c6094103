package org.motp.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Keycloak of the distribution on the loopback address, in production mode with its embedded
 * database. It ends with this process, however this process ends. Not thread-safe.
 */
public final class KeycloakServer implements AutoCloseable {

  /** How long a start may take on a slow machine before it counts as failed. */
  static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final KeycloakInstallation installation;
  private final int port;
  private final int managementPort;
  private final Map<String, String> environment;
  private final List<String> options;
  private final String cache;
  private final Path log;
  private ChildProcess process;

  private KeycloakServer(Setup setup, KeycloakInstallation installation) {
    this.installation = installation;
    this.port = setup.port == 0 ? Ports.freeTcp() : setup.port;
    this.managementPort = setup.managementPort == 0 ? Ports.freeTcp() : setup.managementPort;
    this.environment = Map.copyOf(setup.environment);
    this.options = List.copyOf(setup.options);
    this.cache = setup.cache;
    this.log = installation.home().resolve("keycloak.log");
  }

  /**
   * Describes a server.
   *
   * @param home the folder that it is unpacked to, and that keeps its database between starts
   */
  public static Setup in(Path home) {
    return new Setup(home);
  }

  /**
   * Everything that can be said before a server is started; each method returns the same object.
   */
  public static final class Setup {

    private final Path home;
    private Path distribution;
    private final List<Path> providers = new ArrayList<>();
    private Path realm;
    private int port;
    private int managementPort;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> buildOptions = new ArrayList<>();
    private String database = "dev-file";
    private String cache = "local";

    private Setup(Path home) {
      this.home = home;
      environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
      environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    }

    /** The zip file of keycloak-quarkus-dist. */
    public Setup distribution(Path zip) {
      this.distribution = zip;
      return this;
    }

    /** Provider jars, themes among them. */
    public Setup providers(List<Path> jars) {
      providers.addAll(jars);
      return this;
    }

    /** The realm file that fills an empty database. */
    public Setup realm(Path file) {
      this.realm = file;
      return this;
    }

    /** Ports for users and for health checks; 0, the default, is any free one. */
    public Setup ports(int http, int management) {
      this.port = http;
      this.managementPort = management;
      return this;
    }

    /** The first administrator of the realm {@code master}; counts for an empty database only. */
    public Setup administrator(String name, String password) {
      environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", name);
      environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
      return this;
    }

    /** Environment variables: placeholders of the realm file, or options as {@code KC_…}. */
    public Setup environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /**
     * One of several nodes, on a database that they share.
     *
     * @param url for JDBC; user and password are in the environment
     */
    public Setup clustered(String url) {
      database = "postgres";
      cache = "ispn";
      return options(
          "--db-url=" + url,
          "--cache-embedded-network-bind-address=127.0.0.1",
          "--cache-embedded-network-bind-port=" + Ports.freeTcp());
    }

    /** Further options of {@code kc.sh start}, after ours, so that they win. */
    public Setup options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    /** Further options of {@code kc.sh build}. */
    public Setup buildOptions(String... more) {
      buildOptions.addAll(List.of(more));
      return this;
    }

    /** Unpacks and builds what has changed, and does not start yet. */
    public KeycloakServer prepare() throws IOException, InterruptedException {
      Files.createDirectories(home);
      KeycloakInstallation installation = KeycloakInstallation.unpack(distribution, home);
      installation.install(providers);
      if (realm != null) {
        installation.importAtStart(realm);
      }
      KeycloakServer server = new KeycloakServer(this, installation);
      List<String> build =
          new ArrayList<>(List.of("--db=" + database, "--cache=" + cache, "--health-enabled=true"));
      build.addAll(buildOptions);
      installation.build(build, environment, server.log);
      return server;
    }
  }

  /**
   * Starts it, or starts it again, and waits until it is ready.
   *
   * @throws IOException when it does not become ready, with its own reasons
   */
  public KeycloakServer start() throws IOException, InterruptedException {
    return start(new String[0]);
  }

  /** The same, with further options of {@code kc.sh start} that win. */
  public KeycloakServer start(String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(installation.script().toString()));
    command.addAll(
        List.of(
            "start",
            "--optimized",
            // Said again: or a single one would look for others, on all addresses of this machine.
            "--cache=" + cache,
            "--import-realm",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--http-management-port=" + managementPort,
            "--hostname=" + uri()));
    command.addAll(options);
    command.addAll(List.of(more));
    process = ChildProcess.start(command, environment, installation.home(), log);
    if (!process.await(this::isReady, START_LIMIT)) {
      boolean ended = !process.isAlive();
      kill();
      throw new IOException(
          (ended ? "Keycloak ended while it was starting: " : "Keycloak does not become ready: ")
              + complaints()
              + " (log: "
              + log
              + ")");
    }
    return this;
  }

  private boolean isReady() {
    URI ready = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String complaints() throws IOException {
    try (Stream<String> lines = process.output().lines()) {
      return lines
          .filter(line -> line.contains("ERROR"))
          .map(line -> line.replaceFirst("^.*ERROR\\s+", ""))
          .distinct()
          .limit(5)
          .collect(Collectors.joining("; "));
    }
  }

  /** Where users and clients reach it, without a slash at the end. */
  public URI uri() {
    return URI.create("http://localhost:" + port);
  }

  public int port() {
    return port;
  }

  /** What it and its builds wrote, from all starts. */
  public Path log() {
    return log;
  }

  /** What it wrote since its last start. */
  public String output() throws IOException {
    return process.output();
  }

  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Ends it as a crash would; {@link #start()} starts it again on the same data. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Ends it in order; {@link #start()} starts it again on the same data. */
  public void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public void close() {
    stop();
  }
}

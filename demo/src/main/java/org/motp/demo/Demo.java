package org.motp.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs everything until somebody presses Ctrl-C. */
@Command(
    name = "motp demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Keycloak with MOTP, the RADIUS bridge, a directory and a mail catcher on this machine.",
      "在本機執行 Keycloak、MOTP、RADIUS 橋接程式、目錄服務與收件匣。"
    })
public final class Demo implements Callable<Integer> {

  static final String ADMINISTRATOR = "admin";

  @Mixin private DemoPorts ports;

  @Option(
      names = "--fresh",
      description = "Forget users, tokens and secrets of earlier runs. 清除先前的資料重新開始")
  private boolean fresh;

  private final PrintStream out;
  private final Progress progress;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean ending;

  private Demo(PrintStream out, boolean terminal) {
    this.out = out;
    this.progress = new Progress(out, terminal);
  }

  public static void main(String[] arguments) {
    // Not the platform's charset: with LANG=C Chinese would be question marks.
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Demo demo = new Demo(out, Boolean.getBoolean("motp.terminal"));
    int status =
        new CommandLine(demo)
            .setExecutionExceptionHandler((failure, line, parsed) -> demo.failed(failure))
            .execute(arguments);
    System.exit(status);
  }

  private int failed(Exception failure) {
    synchronized (running) {
      if (ending) {
        return 0;
      }
    }
    out.println(progress.red("✗ ") + failure.getMessage());
    out.flush();
    return 1;
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    ProjectFiles files = ProjectFiles.locate();
    DemoFolder folder = new DemoFolder(files.root().resolve(".demo"), new SecureRandom());
    ports.check();
    folder.create();
    if (fresh) {
      folder.wipe();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the demo"));

    EmbeddedDirectory directory =
        keep(EmbeddedDirectory.withDemoStaff(ports.ldap, folder.secret("directory-password")));
    MailCatcher mails = keep(MailCatcher.start(ports.smtp, ports.inbox));
    KeycloakServer keycloak =
        progress.during(
            "準備 Keycloak Preparing Keycloak",
            () -> keep(setup(files, folder, directory, mails).prepare()));
    progress.during("啟動 Keycloak Starting Keycloak", keycloak::start);
    KeycloakAdmin admin =
        new KeycloakAdmin(keycloak.uri(), ADMINISTRATOR, folder.secret("admin-password"));
    new RealmAddresses(admin).become("ldap://localhost:" + ports.ldap, ports.smtp);
    folder.keep("client-secret", admin.clientSecret("motp", "radius-bridge"));
    BridgeProcess bridge = keep(bridge(files, folder, keycloak));
    progress.during("啟動 RADIUS Starting the RADIUS bridge", bridge::start);

    Files.writeString(folder.vpnAddress(), "127.0.0.1:" + ports.radius + "\n");
    keep(() -> Files.deleteIfExists(folder.vpnAddress()));

    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    new Welcome(out, progress).print(ports, folder, seconds);
    return watch(keycloak, bridge, folder);
  }

  private KeycloakServer.Setup setup(
      ProjectFiles files, DemoFolder folder, EmbeddedDirectory directory, MailCatcher mails)
      throws IOException {
    Map<String, String> placeholders = new HashMap<>(directory.realmPlaceholders());
    placeholders.putAll(mails.realmPlaceholders());
    return KeycloakServer.in(folder.keycloak())
        .distribution(files.distribution())
        .providers(files.providers())
        .realm(files.realm())
        .ports(ports.keycloak, 0)
        .administrator(ADMINISTRATOR, folder.secret("admin-password"))
        .environment(placeholders)
        .options("--spi-motp-token--jpa--key-encryption-keys-file=" + folder.keyEncryptionKeys());
  }

  private BridgeProcess bridge(ProjectFiles files, DemoFolder folder, KeycloakServer keycloak)
      throws IOException {
    folder.secret("radius-secret");
    List<String> config =
        List.of(
            "# Written by ./motp demo at each start.",
            "listen: 127.0.0.1:" + ports.radius,
            "keycloak:",
            "  url: " + keycloak.uri(),
            "  realm: motp",
            "  client-id: radius-bridge",
            "  client-secret-file: " + folder.secretFile("client-secret"),
            "clients:",
            "  - name: demo",
            "    address: 127.0.0.1",
            "    secret-file: " + folder.secretFile("radius-secret"),
            "    require-message-authenticator: auto",
            "users:",
            "  strip-domains: [" + EmbeddedDirectory.NETBIOS_DOMAIN + ", corp.example]");
    Files.write(folder.bridgeConfig(), config);
    return new BridgeProcess(
        files.bridge(), files.bridgeOptions(), folder.bridgeConfig(), Map.of(), folder.bridgeLog());
  }

  private <T extends AutoCloseable> T keep(T part) {
    synchronized (running) {
      running.push(part);
    }
    return part;
  }

  private int watch(KeycloakServer keycloak, BridgeProcess bridge, DemoFolder folder)
      throws InterruptedException {
    while (keycloak.isRunning() && bridge.isRunning()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    throw new DemoException(
        keycloak.isRunning()
            ? "The RADIUS bridge has ended by itself, see " + folder.bridgeLog()
            : "Keycloak has ended by itself, see " + keycloak.log());
  }

  private void end() {
    synchronized (running) {
      ending = true;
      out.println();
      out.println("結束中 … Ending …");
      out.flush();
      while (!running.isEmpty()) {
        try {
          running.pop().close();
        } catch (Exception e) {
          // Whatever one of them throws, the others have to be ended, too.
          out.println(e.getMessage());
        }
      }
      out.println("已結束。 Ended.");
      out.flush();
    }
  }
}

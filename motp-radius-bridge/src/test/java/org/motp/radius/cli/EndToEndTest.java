package org.motp.radius.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.motp.radius.Bridge;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigReader;
import org.motp.radius.keycloak.StubKeycloak;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.SharedSecret;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The whole bridge on real sockets, with a stub in Keycloak's place. */
class EndToEndTest {

  private static final String SECRET = "a-secret-for-this-test";
  private static final Dictionaries DICTIONARIES = Dictionaries.load();

  @TempDir private Path directory;

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.motp");
  private StubKeycloak stub = StubKeycloak.start();
  private Bridge bridge;

  @BeforeEach
  void start() throws Exception {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.TRACE);
    bridge = bridge();
  }

  @AfterEach
  void stop() {
    bridge.close();
    stub.close();
    logger.detachAppender(lines);
  }

  @Test
  void aUserLogsInWithPasswordAndCodeAndTheFirewallLearnsTheGroups() throws Exception {
    assertThat(login("--user", "hark.chen", "--answer", "123456", "--lang", "zh-TW"))
        .startsWith("0")
        .contains("請輸入動態密碼", "連線成功", "Fortinet-Group-Name = vpn-users")
        .contains("Fortinet-Group-Name = 研發部");
  }

  @Test
  void aWrongCodeIsAskedForAgainAndTheThirdIsTheLast() throws Exception {
    try (NasSimulator nas = nas()) {
      Packet first = nas.ask(user(), bytes("correct horse"));
      Packet second = nas.ask(user(state(first)), bytes("000000"));
      Packet third = nas.ask(user(state(second)), bytes("000001"));
      Packet last = nas.ask(user(state(third)), bytes("000002"));
      assertThat(List.of(first.code(), second.code(), third.code(), last.code()))
          .containsExactly(11, 11, 11, 3);
    }
  }

  @Test
  void theScriptIsToldByItsExitCode() throws Exception {
    assertThat(login("--user", "hark.chen", "--answer", "000000")).startsWith("1");
    assertThat(login("--user", "nobody", "--answer", "123456")).startsWith("1");
    assertThat(login("--user", "hark.chen", "--colour")).startsWith("2");
    assertThat(login("--user", "hark.chen", "--totp-key", "not base 32!")).startsWith("2");
    stub.close();
    assertThat(login("--user", "hark.chen", "--tries", "1", "--timeout", "1"))
        .startsWith("3")
        .contains("No reply");
  }

  @Test
  void aChallengeOfOneBridgeIsAnsweredThroughAnotherThatWasStartedLater() throws Exception {
    Attribute state;
    try (NasSimulator nas = nas()) {
      state = state(nas.ask(user(), bytes("correct horse")));
    }
    bridge.close();
    bridge = bridge();
    try (NasSimulator nas = nas()) {
      assertThat(nas.ask(user(state), bytes("123456")).code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
      assertThat(nas.ask(user(state), bytes("123456")).code()).isEqualTo(PacketCode.ACCESS_REJECT);
    }
  }

  @Test
  void ofFiftyParallelAnswersToOneChallengeExactlyOneIsAccepted() throws Exception {
    Attribute state;
    try (NasSimulator nas = nas()) {
      state = state(nas.ask(user(), bytes("correct horse")));
    }
    Callable<Integer> answer =
        () -> {
          try (NasSimulator nas = nas()) {
            return nas.ask(user(state), bytes("123456")).code();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Integer> codes = new ArrayList<>();
      for (Future<Integer> code : threads.invokeAll(Collections.nCopies(50, answer))) {
        codes.add(code.get());
      }
      assertThat(codes).hasSize(50).containsOnlyOnce(PacketCode.ACCESS_ACCEPT);
      assertThat(codes).containsOnly(PacketCode.ACCESS_ACCEPT, PacketCode.ACCESS_REJECT);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void withoutKeycloakTheBridgeIsSilentAndItsReturnIsNoticedByTheNextLogin() throws Exception {
    URI url = stub.url();
    assertThat(login("--user", "hark.chen", "--answer", "123456")).startsWith("0");
    stub.close();
    assertThat(login("--user", "hark.chen", "--tries", "2", "--timeout", "1")).startsWith("3");
    stub = StubKeycloak.startAgain(url);
    assertThat(login("--user", "hark.chen", "--answer", "123456")).startsWith("0");
    assertThat(messages().filter(line -> line.startsWith("Keycloak cannot be asked"))).hasSize(1);
    assertThat(messages().filter(line -> line.startsWith("Keycloak answers again"))).hasSize(1);
  }

  @Test
  void aUserOverWhomKeycloakStumblesGetsARejectSoThatTheFirewallKeepsTheServer() throws Exception {
    stub.answer(
        form ->
            "stumbler".equals(form.get("username"))
                ? new StubKeycloak.Response(500, "{\"error\":\"unknown_error\"}")
                : stub.protocol(form));
    assertThat(login("--user", "stumbler")).startsWith("1");
    assertThat(login("--user", "hark.chen", "--answer", "123456")).startsWith("0");
  }

  @Test
  void randomBytesAndMutilatedRequestsLeaveTheNextGoodOneUnharmed() throws Exception {
    Random random = new Random(2865);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address());
      for (int i = 0; i < 5000; i++) {
        byte[] bytes = new byte[random.nextInt(4500)];
        random.nextBytes(bytes);
        if (bytes.length > 20 && random.nextBoolean()) {
          bytes[0] = 1;
          bytes[2] = (byte) (bytes.length >> 8);
          bytes[3] = (byte) bytes.length;
        }
        socket.send(new DatagramPacket(bytes, bytes.length));
      }
    }
    assertThat(login("--user", "hark.chen", "--answer", "123456")).startsWith("0");
    assertThat(lines.list).noneMatch(line -> line.getLevel().equals(Level.ERROR));
  }

  @Test
  void theLogSaysWhatHappenedAndNothingSecretAtAnyLevel() throws Exception {
    login("--user", "hark.chen", "--answer", "123456");
    login("--user", "hark.chen", "--answer", "654321");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(messages().filter("request"::equals)).hasSize(4));
    String everything =
        lines.list.stream()
            .map(
                line ->
                    line.getFormattedMessage() + line.getKeyValuePairs() + line.getThrowableProxy())
            .toList()
            .toString();
    assertThat(everything)
        .contains("hark.chen", "accept", "challenge")
        .doesNotContain(
            "correct horse", "123456", "654321", SECRET, "handle-", "stub-client-secret");
  }

  private Stream<String> messages() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage);
  }

  private Bridge bridge() throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        keycloak: {url: "%s", client-secret: stub-client-secret}
        clients: [{name: loopback, address: 127.0.0.0/8, secret: %s}]
        times: {reject-delay: 50ms}
        """
            .formatted(stub.url(), SECRET);
    Path file = Files.writeString(directory.resolve("config.yaml"), yaml);
    BridgeConfig config = new ConfigReader(DICTIONARIES, Map.of(), Set.of()).read(file);
    return Bridge.start(config);
  }

  private InetSocketAddress address() {
    return bridge.addresses().get(0);
  }

  private NasSimulator nas() throws Exception {
    return new NasSimulator(address(), new SharedSecret(SECRET), Duration.ofSeconds(10), 1);
  }

  private List<Attribute> user(Attribute... more) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, "hark.chen"));
    attributes.addAll(Arrays.asList(more));
    return attributes;
  }

  private static Attribute state(Packet challenge) {
    return challenge.first(AttributeType.STATE).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Runs the command; its exit code, and what it printed. */
  private String login(String... options) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    Path password = Files.writeString(directory.resolve("password"), "correct horse\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "login",
                "--server",
                "127.0.0.1:" + address().getPort(),
                "--secret-file",
                secret.toString(),
                "--password-file",
                password.toString(),
                "--nas-identifier",
                "FGT-1"));
    arguments.addAll(Arrays.asList(options));
    if (!arguments.contains("--lang")) {
      arguments.addAll(List.of("--lang", "en"));
    }
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    int code =
        line.setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments.toArray(new String[0]));
    return code + "\n" + out;
  }
}

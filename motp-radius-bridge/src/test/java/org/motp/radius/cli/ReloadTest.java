package org.motp.radius.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.motp.radius.config.ConfigReader;
import org.motp.radius.keycloak.StubKeycloak;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.SharedSecret;

/** A running bridge, a real process, whose configuration changes. */
@Timeout(120)
class ReloadTest {

  private static final String SECRET = "a-secret-for-this-test";
  private static final String OTHER_SECRET = "another-secret-for-this-test";
  private static final String IN_FORCE = "the configuration was read again and is in force";
  private static final String REFUSED = "the configuration was not changed";

  @TempDir private Path directory;

  private final StubKeycloak stub = StubKeycloak.start();
  private ServeProcess bridge;

  @BeforeEach
  void start() throws IOException {
    bridge = ServeProcess.start(directory, yaml(SECRET, "127.0.0.1:0"));
  }

  @AfterEach
  void stop() {
    bridge.close();
    stub.close();
  }

  @Test
  void aNewSecretIsInForceAfterTheFileWasSavedAndTheUserWhoIsTypingNoticesNothing()
      throws Exception {
    InetSocketAddress address = bridge.radius();
    Packet challenge = ask(SECRET, address, "correct horse");

    bridge.rewrite(yaml(OTHER_SECRET, "127.0.0.1:0"));
    bridge.awaitLine(IN_FORCE);

    Attribute state = challenge.first(AttributeType.STATE).orElseThrow();
    assertThat(ask(OTHER_SECRET, address, "123456", state).code())
        .isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThatThrownBy(() -> ask(SECRET, address, "correct horse"))
        .isInstanceOf(NasSimulator.NoReplyException.class);
  }

  @Test
  void twentyMistakesAreEachNamedWithTheirLineAndTheOldConfigurationGoesOn() throws Exception {
    bridge.rewrite(
        Files.readString(Path.of(ConfigReader.class.getResource("mistakes.yaml").toURI())));
    bridge.signal("HUP");
    bridge.awaitLine(REFUSED);

    List<String> mistakes =
        bridge
            .output()
            .lines()
            .filter(line -> line.contains("mistake in the configuration:"))
            .toList();
    assertThat(mistakes).hasSizeGreaterThan(20);
    assertThat(String.join("\n", mistakes))
        .contains("bridge.yaml:3: keycloak.url: \"http://id.example.com\": http would send")
        .contains("bridge.yaml:9: keycloak.ur: there is no such setting")
        .contains("bridge.yaml:12: clients[0].secret: is shorter than 16 characters")
        .doesNotContain("short-one", "testing123");
    assertThat(ask(SECRET, bridge.radius(), "correct horse").code())
        .isEqualTo(PacketCode.ACCESS_CHALLENGE);

    bridge.rewrite(yaml(OTHER_SECRET, "127.0.0.1:0"));
    bridge.awaitLine(IN_FORCE);
    assertThat(ask(OTHER_SECRET, bridge.radius(), "correct horse").code())
        .isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(bridge.metric("motp_radius_config_reloads_total{result=\"refused\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(bridge.metric("motp_radius_config_reloads_total{result=\"changed\"}")).isEqualTo(1);
  }

  @Test
  void aSecretFileThatIsReplacedIsReadAgain() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    bridge.rewrite(
        yaml(SECRET, "127.0.0.1:0").replace("secret: " + SECRET, "secret-file: " + secret));
    bridge.awaitLine(IN_FORCE);
    Files.writeString(secret, OTHER_SECRET);
    bridge.awaitLines(IN_FORCE, 2);
    assertThat(ask(OTHER_SECRET, bridge.radius(), "correct horse").code())
        .isEqualTo(PacketCode.ACCESS_CHALLENGE);
  }

  @Test
  void aLoginThatIsBeingDecidedDuringTheChangeIsAnswered() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    stub.answer(
        form -> {
          asked.countDown();
          try {
            answer.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return stub.protocol(form);
        });
    InetSocketAddress address = bridge.radius();
    CompletableFuture<Integer> reply =
        CompletableFuture.supplyAsync(() -> code(address, "correct horse"));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    bridge.rewrite(yaml(OTHER_SECRET, "127.0.0.1:0"));
    bridge.signal("HUP");
    bridge.awaitLine(IN_FORCE);
    answer.countDown();
    assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo(PacketCode.ACCESS_CHALLENGE);
  }

  /** By a name: for the next question a connection has to be opened, and the name looked up. */
  @Test
  void aLoginThatWaitsForThePhoneDuringTheChangeIsAnsweredWhenThePhoneHasAnswered()
      throws Exception {
    String issuer = stub.url() + "/realms/motp";
    String named =
        yaml(SECRET, "127.0.0.1:0")
            .replace(stub.url().toString(), "http://localhost:" + stub.url().getPort())
            .replace("client-secret:", "issuer: \"" + issuer + "\", client-secret:");
    bridge.rewrite(named);
    bridge.signal("HUP");
    bridge.awaitLine(IN_FORCE);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean approved = new AtomicBoolean();
    stub.answer(
        form -> {
          asked.countDown();
          return approved.get()
              ? stub.protocol(
                  Map.of("username", "hark.chen", "password", "correct horse", "otp", "123456"))
              : new StubKeycloak.Response(
                  400,
                  "{\"error\":\"authorization_pending\",\"mfa_token\":\"phone\",\"interval\":0.2}");
        });
    InetSocketAddress address = bridge.radius();
    CompletableFuture<Integer> reply =
        CompletableFuture.supplyAsync(() -> code(address, "correct horse"));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    bridge.rewrite(named.replace("50ms", "60ms"));
    bridge.signal("HUP");
    bridge.awaitLines(IN_FORCE, 2);
    approved.set(true);

    assertThat(reply.get(10, TimeUnit.SECONDS))
        .as("or a further question, where the change took longer than a NAS waits")
        .isIn(PacketCode.ACCESS_ACCEPT, PacketCode.ACCESS_CHALLENGE);
  }

  @Test
  void anAddressIsAddedAndTakenAwayWhileTheOtherOneStays() throws Exception {
    InetSocketAddress first = bridge.radius();
    int port = freePort();
    bridge.rewrite(yaml(SECRET, "127.0.0.1:0, 127.0.0.1:" + port));
    bridge.signal("HUP");
    bridge.awaitLine(IN_FORCE);
    InetSocketAddress second = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    assertThat(ask(SECRET, first, "correct horse").code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    assertThat(ask(SECRET, second, "correct horse").code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);

    bridge.rewrite(yaml(SECRET, "127.0.0.1:" + port));
    bridge.signal("HUP");
    bridge.awaitLines(IN_FORCE, 2);
    assertThat(ask(SECRET, second, "correct horse").code()).isEqualTo(PacketCode.ACCESS_CHALLENGE);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> ask(SECRET, first, "correct horse"))
                    .isInstanceOf(Exception.class));
  }

  @Test
  void anAddressThatIsTakenByOthersChangesNothing() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      bridge.rewrite(yaml(OTHER_SECRET, "127.0.0.1:0, 127.0.0.1:" + taken.getLocalPort()));
      bridge.signal("HUP");
      bridge.awaitLine(REFUSED);
    }
    assertThat(bridge.lines("cannot listen on")).isEqualTo(1);
    assertThat(ask(SECRET, bridge.radius(), "correct horse").code())
        .isEqualTo(PacketCode.ACCESS_CHALLENGE);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int code(InetSocketAddress address, String password) {
    try {
      return ask(SECRET, address, password).code();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Packet ask(String secret, InetSocketAddress address, String password, Attribute... more)
      throws Exception {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, "hark.chen"));
    attributes.addAll(Arrays.asList(more));
    try (NasSimulator nas =
        new NasSimulator(address, new SharedSecret(secret), Duration.ofSeconds(4), 1)) {
      return nas.ask(attributes, password.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String yaml(String secret, String listen) {
    return """
        listen: [%s]
        keycloak: {url: "%s", client-secret: stub-client-secret}
        clients:
          - name: loopback
            address: 127.0.0.0/8
            secret: %s
        times: {reject-delay: 50ms}
        management: {listen: "127.0.0.1:0"}
        """
        .formatted(listen, stub.url(), secret);
  }
}

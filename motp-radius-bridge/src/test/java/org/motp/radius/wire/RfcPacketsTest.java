package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.radius.time.ManualTiming;

/** The packets that RFC 2865 §7 and RFC 5997 §6 print. */
class RfcPacketsTest {

  private static Map<String, Object> packets;
  private static SharedSecret secret;

  @BeforeAll
  static void read() throws Exception {
    try (InputStream in = RfcPacketsTest.class.getResourceAsStream("rfc-packets.json")) {
      var file = JSONObjectUtils.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      secret = new SharedSecret((String) file.get("secret"));
      packets = JSONObjectUtils.getJSONObject(file, "packets");
    }
  }

  @Test
  void everyPacketIsWrittenAsItWasRead() throws Exception {
    assertThat(packets).hasSizeGreaterThan(9);
    for (String name : packets.keySet()) {
      assertThat(packet(name).encode()).as(name).isEqualTo(bytes(name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2865-7.1 req, 2865-7.1 rep",
    "2865-7.2 req, 2865-7.2 rep",
    "2865-7.3 req1, 2865-7.3 chal",
    "2865-7.3 req2, 2865-7.3 rej",
    "5997-6.1 req, 5997-6.1 rep",
    "5997-6.2 req, 5997-6.2 rep"
  })
  void aReplyProvesThatItAnswersItsRequest(String request, String reply) throws Exception {
    assertThat(Signature.answers(packet(reply), packet(request), secret)).isTrue();
    assertThat(Signature.answers(packet(reply), packet(request), new SharedSecret("other")))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2865-7.1 req, 2865-7.1 rep",
    "2865-7.2 req, 2865-7.2 rep",
    "2865-7.3 req1, 2865-7.3 chal",
    "2865-7.3 req2, 2865-7.3 rej",
    "5997-6.1 req, 5997-6.1 rep",
    "5997-6.2 req, 5997-6.2 rep"
  })
  void aReplyIsMadeByteForByteAsItIsPrinted(String request, String reply) throws Exception {
    Packet printed = packet(reply);
    assertThat(
            Signature.reply(printed.code(), printed.attributes(), packet(request), secret, false))
        .isEqualTo(bytes(reply));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, 5997-6.1 req, 5997-6.1 rep",
    "ACCOUNTING, 5997-6.2 req, 5997-6.2 rep"
  })
  void statusServerIsAnsweredByteForByteAsItIsPrinted(Service service, String request, String reply)
      throws Exception {
    List<byte[]> sent = new ArrayList<>();
    Intake intake =
        new Intake(
            service,
            any -> CompletableFuture.failedFuture(new AssertionError("not a request")),
            new IntakeBench.Recorder(),
            new IntakeLimits(
                Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 20),
            new ManualTiming(),
            () -> "id");
    intake.receive(bytes(request), new UnsignedPeer(secret, sent));
    assertThat(sent).containsExactly(bytes(reply));
  }

  /** Somebody whose replies are not signed, as in the year 2010. */
  private record UnsignedPeer(SharedSecret secret, List<byte[]> sent) implements Peer {

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress("192.168.1.16", 40000);
    }

    @Override
    public Optional<Nas> nas() {
      return Optional.of(
          new Nas(
              "printed",
              secret,
              new SignatureRules(SignatureRules.Rule.NO, SignatureRules.Rule.YES, false),
              StandardCharsets.UTF_8,
              Locale.ENGLISH,
              Nas.Notices.REJECT,
              3799));
    }

    @Override
    public Object conversation() {
      return address();
    }

    @Override
    public void send(byte[] reply) {
      sent.add(reply);
    }
  }

  @ParameterizedTest
  @CsvSource({"2865-7.1 req, arctangent", "2865-7.3 req1, challenge", "2865-7.3 req2, 99101462"})
  void thePasswordOfTheUserIsRead(String name, String password) throws Exception {
    Packet packet = packet(name);
    assertThat(
            UserPassword.reveal(
                packet.first(AttributeType.USER_PASSWORD).orElseThrow(),
                packet.authenticator(),
                secret,
                StandardCharsets.UTF_8))
        .contains(password);
  }

  @ParameterizedTest
  @CsvSource({"5997-6.1 req, VALID", "5997-6.2 req, VALID", "2865-7.1 req, ABSENT"})
  void theMessageAuthenticatorIsChecked(String name, Signature.Check expected) throws Exception {
    assertThat(Signature.check(packet(name), secret)).isEqualTo(expected);
  }

  private static Packet packet(String name) throws MalformedPacketException {
    return Packet.parse(bytes(name));
  }

  private static byte[] bytes(String name) {
    return HexFormat.of().parseHex((String) packets.get(name));
  }
}

package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "5997-6.1 req, 5997-6.1 rep"
  })
  void aReplyProvesThatItAnswersItsRequest(String request, String reply) throws Exception {
    assertThat(Signature.answers(packet(reply), packet(request), secret)).isTrue();
    assertThat(Signature.answers(packet(reply), packet(request), new SharedSecret("other")))
        .isFalse();
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

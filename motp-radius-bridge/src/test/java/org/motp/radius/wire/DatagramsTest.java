package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of datagrams.txt, and bytes that nobody thought of. */
class DatagramsTest {

  private static final String AUTHENTICATOR = "000102030405060708090a0b0c0d0e0f";

  @ParameterizedTest(name = "{2}")
  @MethodSource("cases")
  void aDatagramIsReadOrDiscardedAsTheRfcSays(String datagram, String expected, String why)
      throws Exception {
    byte[] bytes = HexFormat.of().parseHex(datagram);
    if (expected.equals("discard")) {
      assertThatThrownBy(() -> Packet.parse(bytes)).isInstanceOf(MalformedPacketException.class);
    } else {
      assertThat(Packet.parse(bytes).encode())
          .isEqualTo(HexFormat.of().parseHex(expected.equals("same") ? datagram : expected));
    }
  }

  @Test
  void noBytesMakeTheParserFailInAnotherWayThanByDiscardingThem() {
    Random random = new Random(1812);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 3 && random.nextBoolean()) {
        bytes[2] = 0;
        bytes[3] = (byte) bytes.length;
      }
      try {
        byte[] encoded = Packet.parse(bytes).encode();
        assertThat(encoded).isEqualTo(Arrays.copyOf(bytes, encoded.length));
      } catch (MalformedPacketException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = DatagramsTest.class.getResourceAsStream("datagrams.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .map(
                  line -> {
                    int arrow = line.indexOf("->");
                    int why = line.indexOf('#');
                    return Arguments.of(
                        hex(line.substring(0, arrow)),
                        hex(line.substring(arrow + 2, why)),
                        line.substring(why + 1).strip());
                  })
              .toList()
              .stream();
    }
  }

  private static String hex(String text) {
    return text.replace("A", AUTHENTICATOR).replace(" ", "");
  }
}

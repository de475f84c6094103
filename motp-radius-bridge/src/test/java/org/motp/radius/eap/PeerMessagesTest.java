package org.motp.radius.eap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the cases of peer.txt, and bytes that nobody thought of. */
class PeerMessagesTest {

  private static final Pattern CASE = Pattern.compile("(\\w+)([0-9a-f ]*) ->\\s*(.*?)\\s*# (.*)");

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("cases")
  void whatAPeerSendsIsUnderstoodOrRefused(String reader, String hex, String expected, String why)
      throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    if (expected.equals("refuse")) {
      assertThatThrownBy(() -> read(reader, bytes)).isInstanceOf(MalformedEapException.class);
    } else {
      assertThat(read(reader, bytes)).as(why).isEqualTo(expected);
    }
  }

  @Test
  void noBytesMakeAReaderFailInAnotherWayThanByRefusingThem() {
    Random random = new Random(3748);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 7 && random.nextBoolean()) {
        Arrays.fill(bytes, 4, 7, (byte) 0);
        bytes[7] = (byte) random.nextInt(bytes.length + 2);
      }
      for (String reader : new String[] {"eap", "ttls", "avp"}) {
        try {
          read(reader, bytes);
        } catch (MalformedEapException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 129, 1020, 4000})
  void aMessageOfAnyLengthComesTogetherAgain(int mtu) throws Exception {
    Random random = new Random(mtu);
    Outbound outbound = new Outbound(mtu);
    Inbound inbound = new Inbound();
    for (int length = 0; length < 3000; length += 1 + random.nextInt(7)) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      outbound.begin(message);
      Optional<byte[]> received = Optional.empty();
      do {
        assertThat(received).isEmpty();
        byte[] data = outbound.next().encode();
        assertThat(data.length + EapPacket.HEADER_LENGTH).isLessThanOrEqualTo(mtu);
        received = inbound.add(TtlsFragment.parse(data));
      } while (outbound.pending());
      assertThat(received).hasValueSatisfying(all -> assertThat(all).isEqualTo(message));
    }
  }

  @Test
  void aMessageThatIsLongerThanItSaysOrThanIsAllowedIsRefused() throws Exception {
    Inbound announced = new Inbound();
    announced.add(new TtlsFragment(OptionalInt.of(5), true, new byte[4]));
    assertThatThrownBy(() -> announced.add(piece(false, 2)))
        .isInstanceOf(MalformedEapException.class);
    assertThatThrownBy(() -> new Inbound().add(new TtlsFragment(OptionalInt.of(-1), true, one())))
        .isInstanceOf(MalformedEapException.class);
    assertThatThrownBy(
            () -> new Inbound().add(new TtlsFragment(OptionalInt.of(1 << 30), true, one())))
        .isInstanceOf(MalformedEapException.class);
    assertThatThrownBy(() -> new Inbound().add(new TtlsFragment(OptionalInt.of(9), false, one())))
        .isInstanceOf(MalformedEapException.class);
    assertThatThrownBy(() -> new Inbound().add(piece(true, 0)))
        .as("pieces of nothing would never end")
        .isInstanceOf(MalformedEapException.class);
    Inbound endless = new Inbound();
    for (int i = 0; i < 24; i++) {
      endless.add(piece(true, 1024));
    }
    assertThatThrownBy(() -> endless.add(piece(true, 1))).isInstanceOf(MalformedEapException.class);
  }

  private static TtlsFragment piece(boolean more, int length) {
    return new TtlsFragment(OptionalInt.empty(), more, new byte[length]);
  }

  private static byte[] one() {
    return new byte[1];
  }

  private static String read(String reader, byte[] bytes) throws MalformedEapException {
    return switch (reader) {
      case "eap" -> {
        EapPacket packet = EapPacket.parseResponse(bytes);
        yield EapType.name(packet.type()) + " " + packet.data().length;
      }
      case "ttls" -> {
        TtlsFragment fragment = TtlsFragment.parse(bytes);
        yield (fragment.more() ? "more " : "last ") + fragment.data().length;
      }
      default ->
          Avp.parse(bytes).stream()
              .map(
                  avp ->
                      (avp.vendor() == 0 ? "" : avp.vendor() + ".")
                          + avp.code()
                          + ":"
                          + avp.data().length)
              .collect(Collectors.joining(" "));
    };
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = PeerMessagesTest.class.getResourceAsStream("peer.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .map(PeerMessagesTest::parse)
              .toList()
              .stream();
    }
  }

  private static Arguments parse(String line) {
    Matcher matcher = CASE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no case: " + line);
    }
    return Arguments.of(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }
}

package org.motp.radius.eap;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick part of {@code ./motp fuzz}: always the same inputs. */
class MutatedPacketsTest {

  private static final int PACKETS = 150_000;

  /** As {@link FuzzedBridge#take} reads them: what to make of the rest, and the rest. */
  private static final List<byte[]> SEEDS =
      List.of(
          // RFC 2865 §7.1, as a datagram
          hex(
              "00 01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a 01 06 6e 65 6d 6f"
                  + " 02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee 04 06 c0 a8 01 10"
                  + " 05 06 00 00 00 03"),
          // User-Name, CHAP-Password, NAS-Identifier, Microsoft's attribute, signed
          hex("01 01 06 6e 65 6d 6f 03 03 01 20 04 46 47 1a 0c 00 00 01 37 0b 06 01 02 03 04"),
          "\2hark.chen             123456".getBytes(StandardCharsets.ISO_8859_1),
          // EAP identity; EAP-TTLS start, fragment with a length, acknowledgement; Nak
          hex("03 02 00 00 0a 01 6e 65 6d 6f 31"),
          hex("03 02 01 00 0e 15 80 00 00 00 04 16 03 01 00"),
          hex("03 02 02 00 06 15 00"),
          hex("03 02 02 00 06 03 19"),
          hex("03 02 03 00 30 15 00 16 03 01 00 25 01 00 00 21 03 03 00 01 02 03 04 05 06 07"));

  @Test
  void nothingThatIsSentHurtsTheNextUser() {
    FuzzedBridge bridge = new FuzzedBridge();
    Random random = new Random(2865);
    for (int i = 0; i < PACKETS; i++) {
      byte[] input = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      assertThatCode(() -> bridge.take(input))
          .as(() -> HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
    }
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int change = random.nextInt(6); change > 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> {
          byte[] noise = new byte[random.nextInt(random.nextInt(10) == 0 ? 4200 : 40)];
          random.nextBytes(noise);
          int end = bytes.length;
          bytes = Arrays.copyOf(bytes, end + noise.length);
          System.arraycopy(noise, 0, bytes, end, noise.length);
        }
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}

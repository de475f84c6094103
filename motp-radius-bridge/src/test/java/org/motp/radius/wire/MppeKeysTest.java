package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MppeKeysTest {

  private static final byte[] KEY = numbers(64);
  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");

  /** Expected bytes: a dozen lines of Python from the text of RFC 2548 §2.4.2. */
  @Test
  void keysAreHiddenAsTheRfcSays() {
    Iterator<Integer> salts = List.of(0x1234, 0x5678).iterator();
    assertThat(MppeKeys.of(KEY, numbers(16), SECRET, salts::next))
        .extracting(attribute -> HexFormat.of().formatHex(attribute.value()))
        .containsExactly(
            "0000013711349234d2c14f0eddeebe85d8ea5c3c0b9fbfe5a721c65bde80dfe9bad371f7c7c16d3e"
                + "0d3325866b37be2719d69843f525f795",
            "000001371034d67802568a8093347cf81a78f692f8657fbd69d37496a5ea4f72f9de2739cc60cb78"
                + "190fbdd943ca3c3546d64ce47881ee6d");
  }

  @Test
  void twoKeysOfOnePacketNeverHaveTheSameSalt() {
    assertThat(MppeKeys.of(KEY, numbers(16), SECRET, () -> 7))
        .extracting(attribute -> attribute.value()[7])
        .doesNotHaveDuplicates();
  }

  private static byte[] numbers(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}

package org.motp.radius.radsec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private final Random random = new Random(6614);

  @Test
  void packetsArriveWholeHoweverTheStreamIsCut() {
    for (int run = 0; run < 2000; run++) {
      EmbeddedChannel channel = new EmbeddedChannel(new Frames());
      List<byte[]> sent = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        sent.add(packet());
      }
      byte[] stream = joined(sent);
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(1 + random.nextInt(3000), stream.length - at);
        channel.writeInbound(Unpooled.copiedBuffer(stream, at, length));
        at += length;
      }
      assertThat(received(channel)).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void aStreamThatIsNoneEndsWithoutHarmAndGivesNothingMore() {
    for (int run = 0; run < 50_000; run++) {
      EmbeddedChannel channel = new EmbeddedChannel(new Frames());
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      channel.writeInbound(Unpooled.wrappedBuffer(noise));
      assertThat(received(channel)).allMatch(bytes -> bytes.length >= 20);
      channel.finishAndReleaseAll();
    }
  }

  private byte[] packet() {
    byte[] bytes = new byte[20 + random.nextInt(4077)];
    random.nextBytes(bytes);
    bytes[2] = (byte) (bytes.length >> 8);
    bytes[3] = (byte) bytes.length;
    return bytes;
  }

  private static byte[] joined(List<byte[]> packets) {
    byte[] all = new byte[packets.stream().mapToInt(bytes -> bytes.length).sum()];
    int at = 0;
    for (byte[] bytes : packets) {
      System.arraycopy(bytes, 0, all, at, bytes.length);
      at += bytes.length;
    }
    return all;
  }

  private static List<byte[]> received(EmbeddedChannel channel) {
    List<byte[]> packets = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      packets.add((byte[]) next);
    }
    return packets;
  }
}

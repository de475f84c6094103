package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is given to a NAS again must be the reply to its own request, however much came between. */
class FinishedRequestsTest {

  private static final byte[] NOTHING = {};

  private final FinishedRequests requests = new FinishedRequests();

  @Test
  void requestsThatDifferInOneThingAreDifferent() {
    requests.add(key("a", 1, 2, 3), 0, bytes(1, 40));
    assertThat(requests.find(key("a", 1, 2, 3))).contains(bytes(1, 40));
    assertThat(requests.find(key("b", 1, 2, 3))).isEmpty();
    assertThat(requests.find(key("a", 9, 2, 3))).isEmpty();
    assertThat(requests.find(key("a", 1, 9, 3))).isEmpty();
    assertThat(requests.find(key("a", 1, 2, 9))).isEmpty();
  }

  @Test
  void oneThatWasNotAnsweredIsRememberedWithoutReply() {
    requests.add(key("a", 1, 2, 3), 0, NOTHING);
    assertThat(requests.find(key("a", 1, 2, 3))).contains(NOTHING);
  }

  /** Against a plain map and queue, by the same random steps. */
  @Test
  void eachReplyIsThatOfItsRequestWhileTheyComeAndGoByThousands() {
    Random random = new Random(5080);
    Map<List<Integer>, byte[]> expected = new HashMap<>();
    Deque<List<Integer>> order = new ArrayDeque<>();
    for (int step = 0; step < 200_000; step++) {
      boolean filling = step / 20_000 % 2 == 0;
      if (random.nextInt(10) < (filling ? 7 : 3)) {
        List<Integer> name = List.of(random.nextInt(5), step, random.nextInt(3));
        byte[] reply = bytes(step, random.nextInt(20) == 0 ? 4096 : random.nextInt(200));
        requests.add(key(name), step, reply);
        expected.put(name, reply);
        order.addLast(name);
      } else if (!order.isEmpty()) {
        assertThat(requests.oldestArrival()).isEqualTo((long) order.peekFirst().get(1));
        requests.removeOldest();
        List<Integer> gone = order.removeFirst();
        expected.remove(gone);
        assertThat(requests.find(key(gone))).isEmpty();
      }
      assertThat(requests.size()).isEqualTo(order.size());
      if (step % 10_000 == 0) {
        expected.forEach((name, reply) -> assertThat(requests.find(key(name))).contains(reply));
      }
    }
    while (!order.isEmpty()) {
      List<Integer> name = order.removeFirst();
      assertThat(requests.find(key(name))).contains(expected.get(name));
      requests.removeOldest();
    }
    assertThat(requests.size()).isZero();
  }

  private static Exchange.Key key(List<Integer> name) {
    return key("address " + name.get(0), name.get(1), 0, name.get(2));
  }

  private static Exchange.Key key(String conversation, long head, long tail, int identifier) {
    byte[] authenticator = ByteBuffer.allocate(16).putLong(head).putLong(tail).array();
    return new Exchange.Key(
        conversation, new Packet(PacketCode.ACCESS_REQUEST, identifier, authenticator, List.of()));
  }

  private static byte[] bytes(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}

package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.SignatureRules.Rule;

/** Several threads behind one port: what a NAS must not notice of them. */
class IntakesTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final InetSocketAddress FORTIGATE = new InetSocketAddress("192.0.2.1", 40000);
  private static final int THREADS = 4;

  private final DefaultEventExecutorGroup group = new DefaultEventExecutorGroup(THREADS);
  private final Map<List<Integer>, AtomicInteger> handled = new ConcurrentHashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<CompletableFuture<Answer>> waiting =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Drop> drops = new ConcurrentLinkedQueue<>();
  private final AtomicInteger replies = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private Rule messageAuthenticator = Rule.YES;

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aRequestThatIsSentAgainStartsNothingAndGetsTheSameReplyWhicheverThreadTakesIt() {
    Intakes intakes = intakes(10_000, 2000);
    int count = 512;
    for (int i = 0; i < count; i++) {
      intakes.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == count);
    for (int i = 0; i < count; i++) {
      intakes.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == count);
    waiting.forEach(answer -> answer.complete(accept()));
    await().until(() -> done.get() == 2 * count);
    for (int i = 0; i < count; i++) {
      intakes.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == 3 * count);
    assertThat(handled).hasSize(count).allSatisfy((name, times) -> assertThat(times).hasValue(1));
    assertThat(replies).hasValue(2 * count);
    assertThat(threads).hasSize(THREADS);
  }

  @Test
  void theThreadsTogetherKeepNoMoreRequestsWaitingThanIsAllowed() {
    Intakes intakes = intakes(10_000, 10);
    for (int i = 0; i < 100; i++) {
      intakes.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == 90);
    assertThat(waiting).hasSize(10);
    assertThat(drops).hasSize(90).containsOnly(Drop.TOO_MANY_OPEN);
  }

  @Test
  void aFloodThatOneThreadCannotKeepUpWithFillsNoMemoryAndHoldsUpNoOtherThread() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    EventExecutor second = executors().get(1);
    Intakes intakes = intakes(100_000, 100_000);
    var unused = second.submit(() -> free.await(30, TimeUnit.SECONDS));
    int flood = Intakes.MOST_HANDED_OVER + 100;
    byte[] packet = signed(1);
    for (int i = 0; i < flood; i++) {
      intakes.receive(packet, new TestPeer());
    }
    assertThat(drops).hasSize(100).containsOnly(Drop.TOO_FAST);
    intakes.receive(signed(2), new TestPeer());
    await().until(() -> waiting.size() == 1);
    free.countDown();
    await().until(() -> done.get() == flood - 1);
    intakes.receive(signed(5), new TestPeer());
    await().until(() -> waiting.size() == 3);
  }

  @Test
  void whatOneThreadHasLearntOfAnAddressHoldsForAll() {
    messageAuthenticator = Rule.AUTO;
    Intakes intakes = intakes(10_000, 2000);
    intakes.receive(signed(1), new TestPeer());
    await().until(() -> waiting.size() == 1);
    for (int i = 2; i < 10; i++) {
      intakes.receive(packet(i).encode(), new TestPeer());
    }
    await().until(() -> done.get() == 8);
    assertThat(drops).hasSize(8).containsOnly(Drop.UNSIGNED);
  }

  @Test
  void allOpenRequestsAreFinishedBeforeTheBridgeStops() {
    Intakes intakes = intakes(10_000, 2000);
    for (int i = 0; i < 20; i++) {
      intakes.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == 20);
    CompletableFuture<Void> drained = intakes.drain().toCompletableFuture();
    List<CompletableFuture<Answer>> all = new ArrayList<>(waiting);
    all.subList(1, all.size()).forEach(answer -> answer.complete(accept()));
    await().until(() -> replies.get() == 19);
    assertThat(drained).isNotDone();
    all.get(0).complete(accept());
    await().until(drained::isDone);
    assertThat(replies).hasValue(20);
  }

  private Intakes intakes(int remembered, int open) {
    return new Intakes(
        Service.AUTHENTICATION,
        request -> {
          Packet packet = request.packet();
          handled
              .computeIfAbsent(
                  List.of(packet.identifier(), (int) packet.authenticator()[0]),
                  name -> new AtomicInteger())
              .incrementAndGet();
          threads.add(Thread.currentThread());
          CompletableFuture<Answer> answer = new CompletableFuture<>();
          waiting.add(answer);
          return answer;
        },
        new Listener(),
        new IntakeLimits(
            Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), remembered, open),
        new ManualTiming(),
        executors(),
        () -> "id");
  }

  private List<EventExecutor> executors() {
    List<EventExecutor> executors = new ArrayList<>();
    group.forEach(executors::add);
    return executors;
  }

  private static Answer accept() {
    return new Answer.Reply(PacketCode.ACCESS_ACCEPT, List.of(), false, "granted", Map.of());
  }

  private static byte[] signed(int number) {
    return Signature.sign(packet(number), SECRET);
  }

  private static Packet packet(int number) {
    byte[] authenticator = new byte[16];
    authenticator[0] = (byte) (number >> 8);
    authenticator[1] = (byte) number;
    return new Packet(PacketCode.ACCESS_REQUEST, number & 0xff, authenticator, List.of());
  }

  private final class TestPeer implements Peer {

    @Override
    public InetSocketAddress address() {
      return FORTIGATE;
    }

    @Override
    public Optional<Nas> nas() {
      return Optional.of(
          new Nas(
              "fortigate",
              SECRET,
              new SignatureRules(messageAuthenticator, Rule.YES, true),
              StandardCharsets.UTF_8,
              Locale.ENGLISH,
              Nas.Notices.REJECT,
              3799));
    }

    @Override
    public Object conversation() {
      return FORTIGATE;
    }

    @Override
    public void send(byte[] reply) {
      replies.incrementAndGet();
    }

    @Override
    public void done() {
      done.incrementAndGet();
    }
  }

  private final class Listener implements IntakeListener {

    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {
      drops.add(why);
    }

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean sent) {}

    @Override
    public void failed(Request request, Throwable cause) {}
  }
}

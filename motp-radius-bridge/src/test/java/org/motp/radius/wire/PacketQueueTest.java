package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
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
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.SignatureRules.Rule;

/** Several threads behind one port: what a NAS must not notice of them. */
class PacketQueueTest {

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
  private final EventLoopGroup clock =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private Timing timing = new EventLoopTiming(clock.next());
  private Rule messageAuthenticator = Rule.YES;
  private volatile boolean answersAtOnce;

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    clock.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aRequestThatIsSentAgainStartsNothingAndGetsTheSameReplyWhicheverThreadTakesIt() {
    PacketQueue queue = queue(10_000, 2000);
    int count = 512;
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == count);
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == count);
    waiting.forEach(answer -> answer.complete(accept()));
    await().until(() -> done.get() == 2 * count);
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == 3 * count);
    assertThat(handled).hasSize(count).allSatisfy((name, times) -> assertThat(times).hasValue(1));
    assertThat(replies).hasValue(2 * count);
    assertThat(threads).hasSize(THREADS);
  }

  @Test
  void theThreadsTogetherKeepNoMoreRequestsWaitingThanIsAllowed() {
    PacketQueue queue = queue(10_000, 10);
    for (int i = 0; i < 100; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> done.get() == 90);
    assertThat(waiting).hasSize(10);
    assertThat(drops).hasSize(90).containsOnly(Drop.TOO_MANY_OPEN);
  }

  @Test
  void aFloodThatTheThreadsCannotKeepUpWithFillsNoMemory() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    PacketQueue queue = queue(100_000, 100_000);
    executors().forEach(thread -> thread.execute(() -> wait(free)));
    int flood = PacketQueue.MOST_WAITING + 100;
    byte[] packet = signed(1);
    for (int i = 0; i < flood; i++) {
      queue.receive(packet, new TestPeer());
    }
    assertThat(drops).hasSize(100).containsOnly(Drop.TOO_FAST);
    free.countDown();
    await().until(() -> done.get() == flood - 1);
    queue.receive(signed(2), new TestPeer());
    await().until(() -> waiting.size() == 2);
  }

  @Test
  void whoeverComesWhileOneThreadStandsStillIsAnsweredByAnother() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    PacketQueue queue = queue(10_000, 2000);
    executors().get(0).execute(() -> wait(free));
    answersAtOnce = true;
    int count = 100;
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> replies.get() >= count - 1);
    free.countDown();
    await().until(() -> replies.get() == count);
  }

  @Test
  void aDefectInOnePacketEndsTheWorkOnNoOther() {
    PacketQueue queue = queue(10_000, 2000);
    for (int i = 0; i < 100; i++) {
      queue.receive(null, new TestPeer());
    }
    for (int i = 0; i < 10; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == 10);
  }

  @Test
  void aSlowKeycloakHoldsUpNoRequestBehindThoseThatWaitForIt() {
    PacketQueue queue = queue(10_000, 2000);
    int count = 1000;
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == count);
  }

  @Test
  void whileKeycloakIsQuickNoThreadBeginsMoreThanAFew() {
    ManualTiming stopped = new ManualTiming();
    timing = stopped;
    PacketQueue queue = queue(10_000, 2000);
    int count = 100;
    for (int i = 0; i < count; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    int most = THREADS * PacketQueue.ROOM;
    await().until(() -> waiting.size() == most);
    waiting.poll().complete(accept());
    await().until(() -> waiting.size() == most && replies.get() == 1);
    stopped.pass(PacketQueue.PATIENCE);
    await().until(() -> waiting.size() == count - 1);
  }

  @Test
  void whatOneThreadHasLearntOfAnAddressHoldsForAll() {
    messageAuthenticator = Rule.AUTO;
    PacketQueue queue = queue(10_000, 2000);
    queue.receive(signed(1), new TestPeer());
    await().until(() -> waiting.size() == 1);
    for (int i = 2; i < 10; i++) {
      queue.receive(packet(i).encode(), new TestPeer());
    }
    await().until(() -> done.get() == 8);
    assertThat(drops).hasSize(8).containsOnly(Drop.UNSIGNED);
  }

  @Test
  void allOpenRequestsAreFinishedBeforeTheBridgeStops() {
    PacketQueue queue = queue(10_000, 2000);
    for (int i = 0; i < 20; i++) {
      queue.receive(signed(i), new TestPeer());
    }
    await().until(() -> waiting.size() == 20);
    CompletableFuture<Void> drained = queue.drain().toCompletableFuture();
    List<CompletableFuture<Answer>> all = new ArrayList<>(waiting);
    all.subList(1, all.size()).forEach(answer -> answer.complete(accept()));
    await().until(() -> replies.get() == 19);
    assertThat(drained).isNotDone();
    all.get(0).complete(accept());
    await().until(drained::isDone);
    assertThat(replies).hasValue(20);
  }

  private PacketQueue queue(int remembered, int open) {
    return new PacketQueue(
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
          if (answersAtOnce) {
            answer.complete(accept());
          } else {
            waiting.add(answer);
          }
          return answer;
        },
        new Listener(),
        new IntakeLimits(
            Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), remembered, open),
        timing,
        executors(),
        () -> "id");
  }

  private List<EventExecutor> executors() {
    List<EventExecutor> executors = new ArrayList<>();
    group.forEach(executors::add);
    return executors;
  }

  private static void wait(CountDownLatch free) {
    try {
      assertThat(free.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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

package org.motp.radius.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;

/**
 * The intakes of one service, one for each of several threads. Packets are dealt out by their
 * Identifier, so that a request that comes again, over whichever socket, meets the intake that
 * knows it, and so that the packets of a single NAS keep all threads busy. Safe for use by several
 * threads.
 */
public final class Intakes {

  private static final Duration HOUSEKEEPING = Duration.ofSeconds(3);
  private static final int IDENTIFIER_OFFSET = 1;

  /**
   * Packets that may lie between the thread that reads and another one: without a bound a flood
   * would fill the memory, where the socket's buffer would have overflowed before.
   */
  static final int MOST_HANDED_OVER = 4096;

  private record Lane(Intake intake, EventExecutor thread, AtomicInteger handedOver) {}

  private final List<Lane> lanes = new ArrayList<>();
  private final IntakeListener listener;

  /**
   * Makes the intakes of a service.
   *
   * @param limits for all of them together
   * @param threads one for each intake
   * @param ids names for requests; called by all threads
   */
  public Intakes(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      List<? extends EventExecutor> threads,
      Supplier<String> ids) {
    this.listener = listener;
    Admission admission = new Admission(service);
    AtomicInteger open = new AtomicInteger();
    IntakeLimits each = limits.forOneOf(threads.size());
    for (EventExecutor thread : threads) {
      Intake intake =
          new Intake(service, handler, listener, each, timing, thread, ids, admission, open);
      lanes.add(new Lane(intake, thread, new AtomicInteger()));
      long pause = HOUSEKEEPING.toMillis();
      var unused =
          thread.scheduleWithFixedDelay(intake::forgetExpired, pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  /** Takes a packet as it came over the wire; on any thread, which works on it if it may. */
  public void receive(byte[] packet, Peer peer) {
    int identifier = packet.length > IDENTIFIER_OFFSET ? packet[IDENTIFIER_OFFSET] & 0xff : 0;
    Lane lane = lanes.get(identifier % lanes.size());
    if (lane.thread().inEventLoop()) {
      lane.intake().receive(packet, peer);
    } else {
      handOver(packet, peer, lane);
    }
  }

  private void handOver(byte[] packet, Peer peer, Lane lane) {
    if (lane.handedOver().incrementAndGet() > MOST_HANDED_OVER) {
      lane.handedOver().decrementAndGet();
      listener.dropped(Drop.TOO_FAST, peer.address(), peer.nas(), "");
      peer.dropped(Drop.TOO_FAST);
      peer.done();
      return;
    }
    lane.thread()
        .execute(
            () -> {
              lane.handedOver().decrementAndGet();
              lane.intake().receive(packet, peer);
            });
  }

  /** Keeps to other limits from now on; what is open and remembered stays so. */
  public void change(IntakeLimits limits) {
    lanes.forEach(lane -> lane.intake().change(limits.forOneOf(lanes.size())));
  }

  /**
   * Takes no new requests any more, and finishes those that there are: the code of a user whose
   * login is just being worked on would be lost otherwise.
   *
   * @return completes when the last one is finished
   */
  public CompletionStage<Void> drain() {
    return CompletableFuture.allOf(
        lanes.stream()
            .map(lane -> lane.intake().drain().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }
}

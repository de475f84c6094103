package org.motp.radius.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packets of one service, which wait for one of several threads: whichever has room takes the
 * next one. Dealt out beforehand, the packets of a burst would wait for a thread that the operating
 * system has just put aside while another one has nothing to do. Safe for use by several threads.
 */
public final class PacketQueue {

  private static final Logger LOG = LoggerFactory.getLogger(PacketQueue.class);

  /** Without a bound a flood would fill the memory. */
  static final int MOST_WAITING = 4096;

  /**
   * Requests that a thread begins before the first of them has its answer: who came first is
   * answered first, and nothing waits half done that need not have begun.
   */
  static final int ROOM = 4;

  /** After this time it is Keycloak that is slow, or a phone: nobody waits for those before him. */
  static final Duration PATIENCE = Duration.ofMillis(10);

  private static final Duration HOUSEKEEPING = Duration.ofSeconds(3);

  private final Intake intake;
  private final IntakeListener listener;
  private final Timing timing;
  private final List<Worker> workers;
  private final Queue<Supplier<CompletionStage<Void>>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final AtomicBoolean patient = new AtomicBoolean();

  /**
   * Makes the queue of a service.
   *
   * @param threads work on the packets
   * @param ids names for requests; called by all threads
   */
  public PacketQueue(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      List<? extends EventExecutor> threads,
      Supplier<String> ids) {
    this.intake = new Intake(service, handler, listener, limits, timing, ids);
    this.listener = listener;
    this.timing = timing;
    this.workers = threads.stream().map(Worker::new).toList();
    long pause = HOUSEKEEPING.toMillis();
    var unused =
        threads
            .get(0)
            .scheduleWithFixedDelay(intake::forgetExpired, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Takes a packet as it came over the wire; on any thread, which works on it if it may. */
  public void receive(byte[] packet, Peer peer) {
    if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      listener.dropped(Drop.TOO_FAST, peer.address(), peer.nas(), "");
      peer.dropped(Drop.TOO_FAST);
      peer.done();
      return;
    }
    waiting.add(() -> intake.receive(packet, peer));
    for (Worker worker : workers) {
      if (worker.isCurrent() && worker.hasRoom()) {
        worker.work();
        return;
      }
    }
    for (Worker worker : workers) {
      if (worker.wake()) {
        return;
      }
    }
    loseNoTime();
  }

  /** All threads are waiting for answers, and one of these will take the packet, if it comes. */
  private void loseNoTime() {
    if (patient.compareAndSet(false, true)) {
      timing.after(PATIENCE, this::losePatience);
    }
  }

  private void losePatience() {
    patient.set(false);
    if (!waiting.isEmpty()) {
      int part = (waitingCount.get() + workers.size() - 1) / workers.size();
      workers.forEach(worker -> worker.hurry(part));
      loseNoTime();
    }
  }

  private Supplier<CompletionStage<Void>> next() {
    Supplier<CompletionStage<Void>> next = waiting.poll();
    if (next != null) {
      waitingCount.decrementAndGet();
    }
    return next;
  }

  /** Keeps to other limits from now on; what is open and remembered stays so. */
  public void change(IntakeLimits limits) {
    intake.change(limits);
  }

  /**
   * Takes no new requests any more, and finishes those that there are: the code of a user whose
   * login is just being worked on would be lost otherwise.
   *
   * @return completes when the last one is finished
   */
  public CompletionStage<Void> drain() {
    return intake.drain();
  }

  /** One thread, and what it has begun. */
  private final class Worker {

    private final EventExecutor thread;

    /** Begun by this thread, and not answered. */
    private final AtomicInteger begun = new AtomicInteger();

    /** Has run out of packets, and is told of the next one. */
    private final AtomicBoolean idle = new AtomicBoolean(true);

    private boolean working;

    Worker(EventExecutor thread) {
      this.thread = thread;
    }

    boolean isCurrent() {
      return thread.inEventLoop();
    }

    boolean hasRoom() {
      return begun.get() < ROOM;
    }

    /** Whether it was idle, and looks for packets now. */
    boolean wake() {
      boolean wakes = idle.compareAndSet(true, false);
      if (wakes) {
        thread.execute(this::work);
      }
      return wakes;
    }

    /** Works on packets as long as there are any, and room. */
    void work() {
      if (working) {
        return;
      }
      working = true;
      do {
        idle.set(false);
        var next = hasRoom() ? next() : null;
        while (next != null) {
          begin(next);
          next = hasRoom() ? next() : null;
        }
        idle.set(hasRoom());
        // A packet that came in between has woken nobody.
      } while (hasRoom() && !waiting.isEmpty());
      working = false;
    }

    /** Takes its part of those who have waited too long, room or not. */
    void hurry(int part) {
      thread.execute(
          () -> {
            for (int i = 0; i < part; i++) {
              var next = next();
              if (next == null) {
                return;
              }
              begin(next);
            }
          });
    }

    private void begin(Supplier<CompletionStage<Void>> packet) {
      CompletionStage<Void> answered;
      try {
        answered = packet.get();
      } catch (RuntimeException e) {
        // A defect in one packet must not end the work on all others.
        LOG.error("a defect: a packet could not be worked on", e);
        return;
      }
      if (!answered.toCompletableFuture().isDone()) {
        begun.incrementAndGet();
        var unused = answered.whenComplete((done, failure) -> ended());
      }
    }

    private void ended() {
      begun.decrementAndGet();
      if (isCurrent()) {
        work();
      } else {
        thread.execute(this::work);
      }
    }
  }
}

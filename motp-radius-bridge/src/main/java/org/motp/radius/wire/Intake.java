package org.motp.radius.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;

/**
 * What happens to each packet, over whichever socket it came: who sent it, is it a packet, is it
 * signed, did it come before; and when the answer is there, when it goes out. Repetitions of a
 * request have to come to the same one; {@link Intakes} sees to that.
 *
 * <p>Confined to one thread: {@link #receive} is called on it, and the executor runs on it.
 */
public final class Intake {

  private static final byte[] NO_REPLY = {};

  private final Service service;
  private final RequestHandler handler;
  private final IntakeListener listener;
  private IntakeLimits limits;
  private final Timing timing;
  private final Executor thread;
  private final Supplier<String> ids;
  private final RecentRequests recent;
  private final Admission admission;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private Object lastConversation;
  private final AtomicInteger open;
  private int unfinished;
  private boolean draining;

  /**
   * Makes the intake of a service.
   *
   * @param thread runs tasks on the thread to which this object is confined
   * @param ids names for requests
   */
  public Intake(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      Executor thread,
      Supplier<String> ids) {
    this(
        service,
        handler,
        listener,
        limits,
        timing,
        thread,
        ids,
        new Admission(service),
        new AtomicInteger());
  }

  /**
   * Makes one of several.
   *
   * @param admission of all of them
   * @param open counts the requests of all of them that wait for an answer
   */
  Intake(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      Executor thread,
      Supplier<String> ids,
      Admission admission,
      AtomicInteger open) {
    this.service = service;
    this.admission = admission;
    this.open = open;
    this.handler = handler;
    this.listener = listener;
    this.limits = limits;
    this.timing = timing;
    this.thread = thread;
    this.ids = ids;
    this.recent = new RecentRequests(limits.keep(), limits.remembered());
  }

  /** Takes a packet as it came over the wire, with whatever stands behind its end. */
  public void receive(byte[] datagram, Peer peer) {
    Optional<Nas> known = peer.nas();
    if (known.isEmpty()) {
      drop(Drop.UNKNOWN_CLIENT, peer, "");
      return;
    }
    Packet packet;
    try {
      packet = Packet.parse(datagram);
    } catch (MalformedPacketException e) {
      drop(Drop.MALFORMED, peer, e.getMessage());
      return;
    }
    Nas nas = known.get();
    Signature.Check signature = Signature.check(packet, nas.secret());
    Optional<Drop> objection =
        admission.objection(packet, signature, nas, peer.address().getAddress());
    if (objection.isPresent()) {
      drop(objection.get(), peer, PacketCode.name(packet.code()));
      return;
    }
    if (packet.code() == PacketCode.STATUS_SERVER) {
      listener.arrived(nas, packet.code(), false);
      peer.send(reply(service.alive(), List.of(), packet, nas));
      peer.done();
      return;
    }
    accept(packet, signature == Signature.Check.VALID, nas, peer);
  }

  private void drop(Drop why, Peer peer, String detail) {
    listener.dropped(why, peer.address(), peer.nas(), detail);
    peer.dropped(why);
    peer.done();
  }

  /** Keeps to other limits from now on; what is open and remembered stays so. */
  public void change(IntakeLimits other) {
    thread.execute(
        () -> {
          limits = other;
          recent.change(other.keep(), other.remembered());
        });
  }

  /** Forgets what is older than it has to be remembered. */
  public void forgetExpired() {
    recent.forgetExpired(timing.nanoTime());
  }

  /** How many requests are remembered, open or over. */
  int remembered() {
    return recent.size();
  }

  /**
   * Takes no new requests any more, and finishes those that it has: the code of a user whose login
   * is just being worked on would be lost otherwise.
   *
   * @return completes when the last one is finished
   */
  public CompletionStage<Void> drain() {
    thread.execute(
        () -> {
          draining = true;
          completeIfDrained();
        });
    return drained;
  }

  private void completeIfDrained() {
    if (draining && unfinished == 0) {
      drained.complete(null);
    }
  }

  private void accept(Packet packet, boolean signed, Nas nas, Peer peer) {
    long now = timing.nanoTime();
    Exchange.Key key = new Exchange.Key(shared(peer.conversation()), packet);
    Optional<Exchange> before = recent.open(key);
    Optional<byte[]> reply = before.isPresent() ? Optional.empty() : recent.finished(key);
    listener.arrived(nas, packet.code(), before.isPresent() || reply.isPresent());
    if (before.isPresent()) {
      Peer earlier = before.get().peer();
      before.get().arrivedAgain(peer, now);
      earlier.done();
      return;
    }
    if (reply.isPresent()) {
      if (reply.get().length > 0) {
        peer.send(reply.get());
      }
      peer.done();
      return;
    }
    if (draining) {
      peer.done();
      return;
    }
    Exchange exchange =
        new Exchange(new Request(ids.get(), nas, peer.address(), packet, now, signed), peer);
    if (open.incrementAndGet() > limits.open() || !recent.add(key, exchange)) {
      open.decrementAndGet();
      drop(Drop.TOO_MANY_OPEN, peer, "");
      return;
    }
    unfinished++;
    start(exchange)
        .whenCompleteAsync(
            (answer, failure) -> {
              open.decrementAndGet();
              if (failure != null) {
                listener.failed(exchange.request(), failure);
                answer = new Answer.Silence(false, "defect", Map.of());
              }
              conclude(key, exchange, answer);
            },
            thread);
  }

  /** The same object for an address that also sent the last request: each request remembers it. */
  private Object shared(Object conversation) {
    if (!conversation.equals(lastConversation)) {
      lastConversation = conversation;
    }
    return lastConversation;
  }

  private CompletionStage<Answer> start(Exchange exchange) {
    try {
      return handler.handle(exchange.request());
    } catch (RuntimeException e) {
      // A defect in one request must not take the socket's thread down.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void conclude(Exchange.Key key, Exchange exchange, Answer answer) {
    if (answer instanceof Answer.Reply reply) {
      long early = limits.rejectDelay().toNanos() - (timing.nanoTime() - exchange.firstArrival());
      if (reply.delayed() && early > 0) {
        timing.after(
            Duration.ofNanos(early), () -> thread.execute(() -> send(key, exchange, reply)));
      } else {
        send(key, exchange, reply);
      }
      return;
    }
    if (answer instanceof Answer.Silence silence && silence.repeatable()) {
      recent.remove(key);
    } else {
      recent.finish(key, NO_REPLY);
    }
    exchange.peer().done();
    report(exchange, answer, false);
  }

  private void send(Exchange.Key key, Exchange exchange, Answer.Reply reply) {
    Request request = exchange.request();
    byte[] bytes = reply(reply.code(), reply.attributes(), request.packet(), request.nas());
    recent.finish(key, bytes);
    if (bytes.length == 0) {
      listener.dropped(
          Drop.NO_ROOM_FOR_REPLY,
          request.source(),
          Optional.of(request.nas()),
          PacketCode.name(reply.code()));
      exchange.peer().done();
      report(exchange, new Answer.Silence(false, "no room for the reply", reply.details()), false);
      return;
    }
    boolean inTime = timing.nanoTime() - exchange.lastArrival() <= limits.deadline().toNanos();
    if (inTime) {
      exchange.peer().send(bytes);
    }
    exchange.peer().done();
    report(exchange, reply, inTime);
  }

  private byte[] reply(int code, List<Attribute> attributes, Packet request, Nas nas) {
    boolean signed = service == Service.AUTHENTICATION && nas.signatures().replies();
    return Signature.reply(code, attributes, request, nas.secret(), signed);
  }

  private void report(Exchange exchange, Answer answer, boolean sent) {
    Request request = exchange.request();
    Duration took = Duration.ofNanos(timing.nanoTime() - request.arrivedAt());
    listener.finished(request, answer, took, exchange.duplicates(), sent);
    unfinished--;
    completeIfDrained();
  }
}

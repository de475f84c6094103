package org.motp.radius.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;

/**
 * What happens to each packet, over whichever socket it came: who sent it, is it a packet, is it
 * signed, did it come before; and when the answer is there, when it goes out. Safe for use by
 * several threads.
 */
public final class Intake {

  private static final byte[] NO_REPLY = {};
  private static final CompletionStage<Void> OVER = CompletableFuture.completedFuture(null);

  private final Service service;
  private final RequestHandler handler;
  private final IntakeListener listener;
  private final Timing timing;
  private final Supplier<String> ids;
  private final Admission admission;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile IntakeLimits limits;

  /** Guarded by this object, as is all that follows. */
  private final RecentRequests recent;

  private Object lastConversation;
  private int unanswered;
  private int unfinished;
  private boolean draining;

  /**
   * Makes the intake of a service.
   *
   * @param ids names for requests
   */
  public Intake(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      Supplier<String> ids) {
    this.service = service;
    this.admission = new Admission(service);
    this.handler = handler;
    this.listener = listener;
    this.limits = limits;
    this.timing = timing;
    this.ids = ids;
    this.recent = new RecentRequests(limits.keep(), limits.remembered());
  }

  /**
   * Takes a packet as it came over the wire, with whatever stands behind its end.
   *
   * @return completes when nothing has to be waited for any more: at once, unless it is a request
   *     whose answer comes later
   */
  public CompletionStage<Void> receive(byte[] datagram, Peer peer) {
    Optional<Nas> known = peer.nas();
    if (known.isEmpty()) {
      return drop(Drop.UNKNOWN_CLIENT, peer, "");
    }
    Packet packet;
    try {
      packet = Packet.parse(datagram);
    } catch (MalformedPacketException e) {
      return drop(Drop.MALFORMED, peer, e.getMessage());
    }
    Nas nas = known.get();
    Signature.Check signature = Signature.check(packet, nas.secret());
    Optional<Drop> objection =
        admission.objection(packet, signature, nas, peer.address().getAddress());
    if (objection.isPresent()) {
      return drop(objection.get(), peer, PacketCode.name(packet.code()));
    }
    if (packet.code() == PacketCode.STATUS_SERVER) {
      listener.arrived(nas, packet.code(), false);
      peer.send(reply(service.alive(), List.of(), packet, nas));
      peer.done();
      return OVER;
    }
    return accept(packet, signature == Signature.Check.VALID, nas, peer);
  }

  private CompletionStage<Void> drop(Drop why, Peer peer, String detail) {
    listener.dropped(why, peer.address(), peer.nas(), detail);
    peer.dropped(why);
    peer.done();
    return OVER;
  }

  /** Keeps to other limits from now on; what is open and remembered stays so. */
  public synchronized void change(IntakeLimits other) {
    limits = other;
    recent.change(other.keep(), other.remembered());
  }

  /** Forgets what is older than it has to be remembered. */
  public synchronized void forgetExpired() {
    recent.forgetExpired(timing.nanoTime());
  }

  /** How many requests are remembered, open or over. */
  synchronized int remembered() {
    return recent.size();
  }

  /**
   * Takes no new requests any more, and finishes those that it has: the code of a user whose login
   * is just being worked on would be lost otherwise.
   *
   * @return completes when the last one is finished
   */
  public CompletionStage<Void> drain() {
    synchronized (this) {
      draining = true;
    }
    completeIfDrained();
    return drained;
  }

  private void completeIfDrained() {
    boolean complete;
    synchronized (this) {
      complete = draining && unfinished == 0;
    }
    if (complete) {
      drained.complete(null);
    }
  }

  private CompletionStage<Void> accept(Packet packet, boolean signed, Nas nas, Peer peer) {
    Optional<Exchange> begun = begin(packet, signed, nas, peer);
    if (begun.isEmpty()) {
      return OVER;
    }
    Exchange exchange = begun.get();
    return start(exchange)
        .<Void>handle(
            (answer, failure) -> {
              answered(exchange, answer, failure);
              return null;
            });
  }

  /** A request that has to be worked on; empty if it was dealt with, or is being worked on. */
  private synchronized Optional<Exchange> begin(Packet packet, boolean signed, Nas nas, Peer peer) {
    long now = timing.nanoTime();
    Exchange.Key key = new Exchange.Key(shared(peer.conversation()), packet);
    Optional<Exchange> before = recent.open(key);
    Optional<byte[]> reply = before.isPresent() ? Optional.empty() : recent.finished(key);
    listener.arrived(nas, packet.code(), before.isPresent() || reply.isPresent());
    if (before.isPresent()) {
      Peer earlier = before.get().peer();
      before.get().arrivedAgain(peer, now);
      earlier.done();
      return Optional.empty();
    }
    if (reply.isPresent()) {
      if (reply.get().length > 0) {
        peer.send(reply.get());
      }
      peer.done();
      return Optional.empty();
    }
    if (draining) {
      peer.done();
      return Optional.empty();
    }
    Exchange exchange =
        new Exchange(key, new Request(ids.get(), nas, peer.address(), packet, now, signed), peer);
    if (unanswered >= limits.open() || !recent.add(key, exchange)) {
      drop(Drop.TOO_MANY_OPEN, peer, "");
      return Optional.empty();
    }
    unanswered++;
    unfinished++;
    return Optional.of(exchange);
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

  private void answered(Exchange exchange, Answer answer, Throwable failure) {
    synchronized (this) {
      unanswered--;
    }
    if (failure == null) {
      conclude(exchange, answer);
    } else {
      listener.failed(exchange.request(), failure);
      conclude(exchange, new Answer.Silence(false, "defect", Map.of()));
    }
  }

  private void conclude(Exchange exchange, Answer answer) {
    if (answer instanceof Answer.Reply reply) {
      long early = limits.rejectDelay().toNanos() - (timing.nanoTime() - exchange.firstArrival());
      if (reply.delayed() && early > 0) {
        timing.after(Duration.ofNanos(early), () -> send(exchange, reply));
      } else {
        send(exchange, reply);
      }
      return;
    }
    synchronized (this) {
      if (answer instanceof Answer.Silence silence && silence.repeatable()) {
        recent.remove(exchange.key());
      } else {
        recent.finish(exchange.key(), NO_REPLY);
      }
    }
    exchange.peer().done();
    report(exchange, answer, false);
  }

  private void send(Exchange exchange, Answer.Reply reply) {
    Request request = exchange.request();
    byte[] bytes = reply(reply.code(), reply.attributes(), request.packet(), request.nas());
    synchronized (this) {
      // From here on nobody changes the exchange: who asks again gets the bytes.
      recent.finish(exchange.key(), bytes);
    }
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
    synchronized (this) {
      unfinished--;
    }
    completeIfDrained();
  }
}

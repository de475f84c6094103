package org.motp.radius.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.IntakeListener.Drop;

/**
 * What happens to each datagram of one listening socket: who sent it, is it a packet, is it signed,
 * did it come before; and when the answer is there, when it goes out.
 *
 * <p>Confined to one thread: {@link #receive} is called on it, and the executor runs on it.
 */
public final class Intake {

  /** A Proxy-State longer than this in all leaves no room for a reply. */
  private static final int MAX_PROXY_STATE = 3500;

  private final NasDirectory nases;
  private final AccessHandler handler;
  private final IntakeListener listener;
  private final IntakeLimits limits;
  private final Timing timing;
  private final Executor thread;
  private final Supplier<String> ids;
  private final RecentRequests recent;
  private final Set<InetAddress> signers = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private int open;
  private int unfinished;
  private boolean draining;

  /**
   * Makes the intake of one socket.
   *
   * @param thread runs tasks on the thread to which this object is confined
   * @param ids names for requests
   */
  public Intake(
      NasDirectory nases,
      AccessHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      Timing timing,
      Executor thread,
      Supplier<String> ids) {
    this.nases = nases;
    this.handler = handler;
    this.listener = listener;
    this.limits = limits;
    this.timing = timing;
    this.thread = thread;
    this.ids = ids;
    this.recent = new RecentRequests(limits.keep(), limits.remembered());
  }

  /**
   * Takes a datagram.
   *
   * @param sender sends a reply to where the datagram came from
   */
  public void receive(byte[] datagram, InetSocketAddress source, Consumer<byte[]> sender) {
    Optional<Nas> known = nases.find(source.getAddress());
    if (known.isEmpty()) {
      listener.dropped(Drop.UNKNOWN_CLIENT, source, known, "");
      return;
    }
    Packet packet;
    try {
      packet = Packet.parse(datagram);
    } catch (MalformedPacketException e) {
      listener.dropped(Drop.MALFORMED, source, known, e.getMessage());
      return;
    }
    Nas nas = known.get();
    Signature.Check signature = Signature.check(packet, nas.secret());
    Optional<Drop> objection = objection(packet, signature, nas, source.getAddress());
    if (objection.isPresent()) {
      listener.dropped(objection.get(), source, known, PacketCode.name(packet.code()));
      return;
    }
    if (packet.code() == PacketCode.STATUS_SERVER) {
      sender.accept(Signature.reply(PacketCode.ACCESS_ACCEPT, List.of(), packet, nas.secret()));
      return;
    }
    accept(packet, signature == Signature.Check.VALID, nas, source, sender);
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

  private Optional<Drop> objection(
      Packet packet, Signature.Check signature, Nas nas, InetAddress address) {
    if (packet.code() != PacketCode.ACCESS_REQUEST && packet.code() != PacketCode.STATUS_SERVER) {
      return Optional.of(Drop.UNEXPECTED_CODE);
    }
    int proxyState =
        packet.all(AttributeType.PROXY_STATE).stream().mapToInt(Attribute::encodedLength).sum();
    if (proxyState > MAX_PROXY_STATE) {
      return Optional.of(Drop.NO_ROOM_FOR_REPLY);
    }
    if (signature == Signature.Check.INVALID) {
      return Optional.of(Drop.WRONG_SIGNATURE);
    }
    if (signature == Signature.Check.VALID) {
      signers.add(address);
      return Optional.empty();
    }
    boolean required =
        switch (nas.messageAuthenticator()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> signers.contains(address);
        };
    if (required || packet.code() == PacketCode.STATUS_SERVER) {
      return Optional.of(Drop.UNSIGNED);
    }
    if (proxyState > 0) {
      return Optional.of(Drop.UNSIGNED_PROXY_STATE);
    }
    return packet.has(AttributeType.EAP_MESSAGE)
        ? Optional.of(Drop.UNSIGNED_EAP)
        : Optional.empty();
  }

  private void accept(
      Packet packet, boolean signed, Nas nas, InetSocketAddress source, Consumer<byte[]> sender) {
    long now = timing.nanoTime();
    Exchange.Key key = new Exchange.Key(source, packet);
    Exchange before = recent.find(key);
    if (before != null) {
      before.arrivedAgain(now);
      if (before.state() == Exchange.State.ANSWERED) {
        sender.accept(before.reply());
      }
      return;
    }
    Exchange exchange =
        new Exchange(new AccessRequest(ids.get(), nas, source, packet, now, signed));
    if (draining) {
      return;
    }
    if (open >= limits.open() || !recent.add(key, exchange)) {
      listener.dropped(Drop.TOO_MANY_OPEN, source, Optional.of(nas), "");
      return;
    }
    open++;
    unfinished++;
    start(exchange)
        .whenCompleteAsync(
            (answer, failure) -> {
              open--;
              if (failure != null) {
                listener.failed(exchange.request(), failure);
                answer = new Answer.Silence(false, "defect", Map.of());
              }
              conclude(key, exchange, answer, sender);
            },
            thread);
  }

  private CompletionStage<Answer> start(Exchange exchange) {
    try {
      return handler.handle(exchange.request());
    } catch (RuntimeException e) {
      // A defect in one request must not take the socket's thread down.
      return CompletableFuture.failedFuture(e);
    }
  }

  private void conclude(
      Exchange.Key key, Exchange exchange, Answer answer, Consumer<byte[]> sender) {
    if (answer instanceof Answer.Reply reply) {
      long early = limits.rejectDelay().toNanos() - (timing.nanoTime() - exchange.firstArrival());
      if (reply.delayed() && early > 0) {
        exchange.holdBack();
        timing.after(
            Duration.ofNanos(early), () -> thread.execute(() -> send(exchange, reply, sender)));
      } else {
        send(exchange, reply, sender);
      }
      return;
    }
    AccessRequest request = exchange.request();
    exchange.silent();
    if (answer instanceof Answer.Silence silence && silence.repeatable()) {
      recent.remove(key);
    }
    report(request, exchange, answer, false);
  }

  private void send(Exchange exchange, Answer.Reply reply, Consumer<byte[]> sender) {
    AccessRequest request = exchange.request();
    byte[] bytes =
        Signature.reply(reply.code(), reply.attributes(), request.packet(), request.nas().secret());
    exchange.answered(bytes);
    boolean inTime = timing.nanoTime() - exchange.lastArrival() <= limits.deadline().toNanos();
    if (inTime) {
      sender.accept(bytes);
    }
    report(request, exchange, reply, inTime);
  }

  private void report(AccessRequest request, Exchange exchange, Answer answer, boolean sent) {
    Duration took = Duration.ofNanos(timing.nanoTime() - request.arrivedAt());
    listener.finished(request, answer, took, exchange.duplicates(), sent);
    unfinished--;
    completeIfDrained();
  }
}

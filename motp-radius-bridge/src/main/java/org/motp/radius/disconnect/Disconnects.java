package org.motp.radius.disconnect;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.motp.radius.accounting.Session;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.NasDirectory;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Signature;

/**
 * Asks NASes to end connections (RFC 5176 §2): with the attributes by which the NAS told of them,
 * at the address from which it did. Safe for use by several threads.
 */
public final class Disconnects {

  private final Sessions sessions;
  private final NasDirectory nases;
  private final EventLoop loop;
  private final SecureRandom random;
  private final DisconnectListener listener;

  /**
   * Makes it.
   *
   * @param nases knows secret and port for an address
   * @param loop where sockets live
   */
  public Disconnects(
      Sessions sessions,
      NasDirectory nases,
      EventLoop loop,
      SecureRandom random,
      DisconnectListener listener) {
    this.sessions = sessions;
    this.nases = nases;
    this.loop = loop;
    this.random = random;
    this.listener = listener;
  }

  /**
   * Ends all connections of a user.
   *
   * @param reason for the log
   * @return one for each connection that is known, within about six seconds
   */
  public CompletionStage<List<Outcome>> user(String name, String reason) {
    List<CompletableFuture<Outcome>> all =
        sessions.of(name).stream()
            .map(session -> session(session, reason).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
  }

  /** Ends one connection. */
  CompletionStage<Outcome> session(Session session, String reason) {
    Optional<Nas> nas = nases.find(session.nasAddress());
    CompletionStage<Outcome> outcome =
        nas.isEmpty()
            ? CompletableFuture.completedFuture(
                new Outcome(session, Outcome.Result.UNKNOWN_NAS, Optional.empty()))
            : ask(session, nas.get()).thenApply(reply -> outcome(session, reply));
    return outcome.thenApply(
        known -> {
          if (known.over()) {
            sessions.ended(session);
          }
          listener.finished(known, reason);
          return known;
        });
  }

  private CompletionStage<Optional<Packet>> ask(Session session, Nas nas) {
    byte[] request =
        Signature.authenticate(
            PacketCode.DISCONNECT_REQUEST,
            random.nextInt(256),
            session.identification(),
            nas.secret());
    return NasRequest.send(
        loop,
        new InetSocketAddress(session.nasAddress(), nas.disconnectPort()),
        request,
        nas.secret());
  }

  private static Outcome outcome(Session session, Optional<Packet> reply) {
    if (reply.isEmpty()) {
      return new Outcome(session, Outcome.Result.SILENCE, Optional.empty());
    }
    boolean ack = reply.get().code() == PacketCode.DISCONNECT_ACK;
    return new Outcome(
        session, ack ? Outcome.Result.ACK : Outcome.Result.NAK, reply.flatMap(ErrorCause::of));
  }
}

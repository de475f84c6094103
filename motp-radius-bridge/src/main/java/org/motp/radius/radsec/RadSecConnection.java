package org.motp.radius.radsec;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.motp.radius.radsec.RadSecListener.End;
import org.motp.radius.radsec.RadSecListener.Refusal;
import org.motp.radius.tls.PeerCertificate;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.PacketQueue;
import org.motp.radius.wire.Peer;

/**
 * One connection of a client: who it is, its packets to the queues and their replies back. Reads no
 * further while too many of its packets wait for a reply or it does not take its replies. Confined
 * to the thread of its channel.
 */
final class RadSecConnection extends SimpleChannelInboundHandler<byte[]> {

  /** Packets of one connection that may wait before no more are read from it. */
  static final int MAX_WAITING = 64;

  private final RadSecClients clients;
  private final RadSecListener listener;
  private final Services services;
  private Channel channel;
  private InetSocketAddress address;
  private PeerCertificate certificate;
  private String client;
  private End end = End.BY_PEER;
  private int waiting;

  /** Where packets go. */
  record Services(PacketQueue authentication, PacketQueue accounting) {}

  RadSecConnection(RadSecClients clients, RadSecListener listener, Services services) {
    this.clients = clients;
    this.listener = listener;
    this.services = services;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    address = (InetSocketAddress) channel.remoteAddress();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        identify(context.pipeline().get(SslHandler.class).engine().getSession());
      } else {
        refuse(Refusal.HANDSHAKE, String.valueOf(handshake.cause().getMessage()));
      }
    } else if (event == Frames.BAD_LENGTH) {
      close(End.BAD_LENGTH);
    } else if (event instanceof IdleStateEvent && waiting == 0) {
      close(End.IDLE);
    }
  }

  private void identify(SSLSession session) {
    try {
      certificate = PeerCertificate.of((X509Certificate) session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      refuse(Refusal.HANDSHAKE, "it has shown no certificate");
      return;
    }
    Optional<Nas> nas = clients.find(address.getAddress(), certificate);
    if (nas.isEmpty()) {
      refuse(
          Refusal.UNKNOWN_CERTIFICATE,
          certificate.subject() + ", sha256:" + certificate.fingerprint());
      return;
    }
    client = nas.get().name();
    listener.opened(client, address, session.getProtocol(), certificate.subject().getName());
  }

  private void refuse(Refusal why, String detail) {
    listener.refused(why, address, detail);
    var unused = channel.close();
  }

  private void close(End why) {
    end = why;
    var unused = channel.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] packet) {
    if (client == null || !channel.isActive()) {
      return;
    }
    waiting++;
    throttle();
    PacketQueue intake =
        packet[0] == PacketCode.ACCOUNTING_REQUEST
            ? services.accounting()
            : services.authentication();
    // Asked for each packet, because the configuration may have changed.
    Peer peer = new Sender(clients.find(address.getAddress(), certificate));
    intake.receive(packet, peer);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    throttle();
  }

  private void throttle() {
    channel.config().setAutoRead(waiting < MAX_WAITING && channel.isWritable());
  }

  private void over() {
    waiting--;
    throttle();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (client != null) {
      listener.closed(client, address, end);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // What is wrong with a handshake is told by its own event.
    close(End.BROKEN);
  }

  /** The way back of one packet; its methods are called on the thread of the intake. */
  private final class Sender implements Peer {

    private final Optional<Nas> nas;

    Sender(Optional<Nas> nas) {
      this.nas = nas;
    }

    @Override
    public InetSocketAddress address() {
      return address;
    }

    @Override
    public Optional<Nas> nas() {
      return nas;
    }

    @Override
    public Object conversation() {
      return channel.id();
    }

    @Override
    public void send(byte[] reply) {
      var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(reply));
    }

    @Override
    public void dropped(Drop why) {
      switch (why) {
        case MALFORMED, WRONG_SIGNATURE, WRONG_AUTHENTICATOR, UNKNOWN_CLIENT ->
            channel.eventLoop().execute(() -> close(End.BAD_PACKET));
        default -> {
          // The connection is as good as it was.
        }
      }
    }

    @Override
    public void done() {
      channel.eventLoop().execute(RadSecConnection.this::over);
    }
  }
}

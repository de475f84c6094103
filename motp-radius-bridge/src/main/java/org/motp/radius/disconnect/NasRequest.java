package org.motp.radius.disconnect;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.MalformedPacketException;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;

/**
 * One request to a NAS over a socket of its own: sent again, as the same bytes, while nothing comes
 * back (RFC 5176 §2.3, RFC 5080 §2.2.1). Replies that nobody with the secret has made are ignored.
 */
final class NasRequest {

  /** After which the request is sent again; the last one is how long its reply is waited for. */
  private static final Duration[] PAUSES = {
    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)
  };

  private final Packet request;
  private final SharedSecret secret;
  private final CompletableFuture<Optional<Packet>> reply = new CompletableFuture<>();

  private NasRequest(Packet request, SharedSecret secret) {
    this.request = request;
    this.secret = secret;
  }

  /**
   * Sends a request.
   *
   * @param bytes made by {@link Signature#authenticate}
   * @return the reply; empty if none came, or if there is no way to the NAS
   */
  static CompletionStage<Optional<Packet>> send(
      EventLoop loop, InetSocketAddress nas, byte[] bytes, SharedSecret secret) {
    NasRequest exchange;
    try {
      exchange = new NasRequest(Packet.parse(bytes), secret);
    } catch (MalformedPacketException e) {
      throw new IllegalArgumentException("we have made it", e);
    }
    exchange.start(loop, nas, bytes);
    return exchange.reply;
  }

  private void start(EventLoop loop, InetSocketAddress nas, byte[] bytes) {
    var connected =
        new Bootstrap()
            .group(loop)
            .channel(NioDatagramChannel.class)
            .handler(new Receiver())
            .connect(nas);
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            transmit(connected.channel(), new EventLoopTiming(loop), bytes, 0);
          } else {
            reply.complete(Optional.empty());
          }
        });
    var unused =
        reply.whenComplete(
            (packet, failure) -> {
              var unusedClose = connected.channel().close();
            });
  }

  private void transmit(Channel channel, Timing timing, byte[] bytes, int sent) {
    if (reply.isDone()) {
      return;
    }
    if (sent == PAUSES.length) {
      reply.complete(Optional.empty());
      return;
    }
    var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    timing.after(PAUSES[sent], () -> transmit(channel, timing, bytes, sent + 1));
  }

  private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      try {
        Packet packet = Packet.parse(ByteBufUtil.getBytes(datagram.content()));
        if (Signature.responds(packet, request, secret)) {
          reply.complete(Optional.of(packet));
        }
      } catch (MalformedPacketException e) {
        // Not from the NAS.
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // An ICMP "port unreachable": the NAS may listen again when the request is sent again.
    }
  }
}

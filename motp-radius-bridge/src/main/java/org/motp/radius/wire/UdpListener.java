package org.motp.radius.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.time.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UDP socket on which requests arrive. */
public final class UdpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

  /** A longer datagram is cut; what is behind 4096 bytes is padding at best. */
  private static final int RECEIVE_BYTES = Packet.MAX_LENGTH;

  /** Holds the burst of a morning: FortiGates resend what was lost only after five seconds. */
  private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

  private final Intake intake;
  private final Channel channel;
  private final Future<?> housekeeping;

  private UdpListener(Intake intake, Channel channel, Future<?> housekeeping) {
    this.intake = intake;
    this.channel = channel;
    this.housekeeping = housekeeping;
  }

  /**
   * Opens a socket and starts to answer. Waits until it is open.
   *
   * @param address where to listen; port 0 takes a free one
   * @param intakes makes the intake from the clock and the thread of the socket
   * @throws IOException if the address cannot be listened on
   */
  public static UdpListener open(
      EventLoopGroup group,
      InetSocketAddress address,
      BiFunction<Timing, EventLoop, Intake> intakes)
      throws IOException {
    EventLoop loop = group.next();
    Intake intake = intakes.apply(new EventLoopTiming(loop), loop);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
            .handler(new Receiver(intake));
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    return new UdpListener(
        intake,
        bound.channel(),
        loop.scheduleAtFixedRate(intake::forgetExpired, 5, 5, TimeUnit.SECONDS));
  }

  /** The address with the port that was really taken. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /**
   * Takes no new requests, finishes those that are open.
   *
   * @return completes when that is done
   */
  public CompletionStage<Void> drain() {
    return intake.drain();
  }

  @Override
  public void close() {
    housekeeping.cancel(false);
    channel.close().awaitUninterruptibly();
  }

  private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

    private final Intake intake;

    Receiver(Intake intake) {
      this.intake = intake;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      InetSocketAddress source = datagram.sender();
      intake.receive(
          ByteBufUtil.getBytes(datagram.content()), source, reply -> send(context, reply, source));
    }

    private static void send(
        ChannelHandlerContext context, byte[] reply, InetSocketAddress source) {
      // The void promise hands a failure to exceptionCaught and allocates nothing.
      var unused =
          context.writeAndFlush(
              new DatagramPacket(Unpooled.wrappedBuffer(reply), source), context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof IOException) {
        // For example an ICMP "port unreachable" after a reply: the socket stays as good as it was.
        LOG.debug("on {}: {}", context.channel().localAddress(), cause.toString());
      } else {
        LOG.error("a defect: a datagram could not be worked on", cause);
      }
    }
  }
}

package org.motp.radius.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket, bound to one address. */
final class UdpSocket {

  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

  /** A longer datagram is cut; what is behind 4096 bytes is padding at best. */
  private static final int RECEIVE_BYTES = Packet.MAX_LENGTH;

  /** Holds the burst of a morning: FortiGates resend what was lost only after five seconds. */
  private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

  /**
   * Before the next one, Keycloak's answers that are there go out: who came first is served first.
   */
  private static final int DATAGRAMS_AT_ONCE = 1;

  private final Channel channel;

  private UdpSocket(Channel channel) {
    this.channel = channel;
  }

  /**
   * Opens it and hands over what arrives. Waits until it is open.
   *
   * @param loop reads it
   * @throws IOException if the address cannot be listened on
   */
  static UdpSocket open(
      EventLoop loop, InetSocketAddress address, NasDirectory nases, PacketQueue packets)
      throws IOException {
    DatagramChannel socket = socket(address);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(() -> new NioDatagramChannel(socket))
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(RECEIVE_BYTES).maxMessagesPerRead(DATAGRAMS_AT_ONCE))
            .handler(new Receiver(socket, nases, packets));
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    return new UdpSocket(bound.channel());
  }

  private static DatagramChannel socket(InetSocketAddress address) throws IOException {
    try {
      return DatagramChannel.open(
          address.getAddress() instanceof Inet6Address
              ? StandardProtocolFamily.INET6
              : StandardProtocolFamily.INET);
    } catch (UnsupportedOperationException e) {
      throw new IOException("cannot listen on " + address + ": this machine has no IPv6", e);
    }
  }

  /** The address with the port that was really taken. */
  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  void close() {
    channel.close().awaitUninterruptibly();
  }

  private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

    private final DatagramChannel socket;
    private final NasDirectory nases;
    private final PacketQueue packets;

    Receiver(DatagramChannel socket, NasDirectory nases, PacketQueue packets) {
      this.socket = socket;
      this.nases = nases;
      this.packets = packets;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      InetSocketAddress source = datagram.sender();
      packets.receive(
          ByteBufUtil.getBytes(datagram.content()),
          new Sender(socket, source, nases.find(source.getAddress())));
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

  private record Sender(DatagramChannel socket, InetSocketAddress address, Optional<Nas> nas)
      implements Peer {

    /** Link-local addresses are the same on each link, and Java's equals does not see the link. */
    @Override
    public Object conversation() {
      return address.getAddress() instanceof Inet6Address ip && ip.getScopeId() != 0
          ? List.of(address, ip.getScopeId())
          : address;
    }

    /**
     * On the thread of the intake: through Netty each reply would go to the thread that reads. If
     * the kernel has no room for it, it is lost as on the network, and given again when asked.
     */
    @Override
    public void send(byte[] reply) {
      try {
        socket.send(ByteBuffer.wrap(reply), address);
      } catch (IOException e) {
        LOG.debug("a reply to {} has not left: {}", address, e.toString());
      }
    }
  }
}

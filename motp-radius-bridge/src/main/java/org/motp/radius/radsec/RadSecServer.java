package org.motp.radius.radsec;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.motp.radius.radsec.RadSecListener.Refusal;
import org.motp.radius.wire.PacketQueue;

/** Takes TLS connections and hands their packets to the queues. Safe for use by several threads. */
public final class RadSecServer implements AutoCloseable {

  private static final long HANDSHAKE_SECONDS = 10;
  private static final int BACKLOG = 128;

  /** What is needed for a new connection, exchanged as a whole. */
  private record Current(RadSecSettings settings, SSLContext context) {}

  private final EventLoop loop;
  private final RadSecClients clients;
  private final RadSecListener listener;
  private final RadSecConnection.Services services;
  private final ChannelGroup connections;
  private final Map<InetSocketAddress, Channel> sockets = new LinkedHashMap<>();
  private volatile Current current;

  private RadSecServer(
      EventLoop loop,
      RadSecClients clients,
      RadSecListener listener,
      RadSecConnection.Services services) {
    this.loop = loop;
    this.clients = clients;
    this.listener = listener;
    this.services = services;
    this.connections = new DefaultChannelGroup(loop);
  }

  /**
   * Starts to listen, if the settings say where.
   *
   * @param loop where connections live: another than those that answer, because a handshake costs
   *     milliseconds
   * @throws IOException if an address cannot be listened on, or a file cannot be read
   */
  public static RadSecServer open(
      EventLoop loop,
      RadSecSettings settings,
      RadSecClients clients,
      RadSecListener listener,
      PacketQueue authentication,
      PacketQueue accounting)
      throws IOException {
    RadSecServer server =
        new RadSecServer(
            loop, clients, listener, new RadSecConnection.Services(authentication, accounting));
    try {
      server.change(settings);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Keeps to other settings from now on, and reads the files again. Connections that are open stay
   * as they are.
   *
   * @throws IOException if an address cannot be listened on, or a file cannot be read; everything
   *     is as before then
   */
  public synchronized void change(RadSecSettings settings) throws IOException {
    Current before = current;
    Current next = new Current(settings, context(settings));
    current = next;
    List<InetSocketAddress> added = new ArrayList<>();
    try {
      for (InetSocketAddress address : settings.listen()) {
        if (!sockets.containsKey(address)) {
          sockets.put(address, bind(address));
          added.add(address);
        }
      }
    } catch (IOException e) {
      current = before;
      added.forEach(this::unbind);
      throw e;
    }
    Set.copyOf(sockets.keySet()).stream()
        .filter(address -> !settings.listen().contains(address))
        .forEach(this::unbind);
  }

  private static SSLContext context(RadSecSettings settings) throws IOException {
    if (settings.listen().isEmpty()) {
      return null;
    }
    return settings
        .tls()
        .context()
        .orElseThrow(() -> new IOException("radsec needs a certificate and a CA file"));
  }

  private Channel bind(InetSocketAddress address) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new Initializer());
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + " (TCP): " + bound.cause().getMessage(), bound.cause());
    }
    return bound.channel();
  }

  private void unbind(InetSocketAddress address) {
    sockets.remove(address).close().awaitUninterruptibly();
  }

  /** The addresses that are listened on, with the ports that were really taken. */
  public synchronized List<InetSocketAddress> addresses() {
    return sockets.values().stream()
        .map(channel -> (InetSocketAddress) channel.localAddress())
        .toList();
  }

  /** How many connections there are now. */
  public int connections() {
    return connections.size();
  }

  @Override
  public synchronized void close() {
    Set.copyOf(sockets.keySet()).forEach(this::unbind);
    connections.close().awaitUninterruptibly();
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      Current now = current;
      InetSocketAddress address = channel.remoteAddress();
      if (!clients.mayConnect(address.getAddress())) {
        refuse(Refusal.UNKNOWN_ADDRESS, channel);
        return;
      }
      if (connections.size() >= now.settings().connections()) {
        refuse(Refusal.TOO_MANY, channel);
        return;
      }
      connections.add(channel);
      SSLEngine engine = now.context().createSSLEngine();
      engine.setUseClientMode(false);
      engine.setNeedClientAuth(true);
      engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      SslHandler tls = new SslHandler(engine);
      tls.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
      channel
          .pipeline()
          .addLast(tls)
          .addLast(
              new IdleStateHandler(now.settings().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
          .addLast(new Frames())
          .addLast(new RadSecConnection(clients, listener, services));
    }

    private void refuse(Refusal why, SocketChannel channel) {
      listener.refused(why, channel.remoteAddress(), "");
      var unused = channel.close();
    }
  }
}

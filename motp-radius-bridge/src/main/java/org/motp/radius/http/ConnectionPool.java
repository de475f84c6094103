package org.motp.radius.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The connections of one event loop to one server. Confined to that loop. */
final class ConnectionPool {

  /** What a token endpoint answers has some kilobytes. */
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final Origin origin;
  private final EventLoop loop;
  private final Optional<SSLContext> tls;
  private final Duration connectTimeout;
  private final AddressLookup addresses;
  private final Bootstrap bootstrap;

  /** The one that was used last is taken first, so that those that are not needed close. */
  private final Deque<Connection> idle = new ArrayDeque<>();

  /** Beyond the most connections: certainly not sent, and nothing is lost if their time is over. */
  private final Deque<Pending> waiting = new ArrayDeque<>();

  private final int most;
  private int connections;
  private boolean closed;

  ConnectionPool(
      Origin origin,
      EventLoop loop,
      int most,
      Duration connectTimeout,
      Optional<SSLContext> tls,
      Executor lookups) {
    this.origin = origin;
    this.most = most;
    this.loop = loop;
    this.tls = tls;
    this.connectTimeout = connectTimeout;
    this.addresses = new AddressLookup(origin.host(), loop, lookups);
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    prepare(channel);
                  }
                });
  }

  void send(Pending pending) {
    Connection connection = idle.pollFirst();
    while (connection != null && !connection.isUsable()) {
      connection = idle.pollFirst();
    }
    if (connection != null) {
      connection.send(pending);
    } else if (connections < most) {
      open(pending);
    } else {
      waiting.addLast(pending);
    }
  }

  private void open(Pending pending) {
    connections++;
    addresses.find((found, failure) -> connect(found, failure, pending));
  }

  private void connect(InetAddress[] found, Exception failure, Pending pending) {
    if (failure != null) {
      pending.fail(new NotSentException("the name " + origin.host() + " is unknown", failure));
      gone();
    } else {
      connect(found, 0, pending);
    }
  }

  /** Tries one address after the other: of a name with several one may be dead. */
  private void connect(InetAddress[] found, int index, Pending pending) {
    if (pending.isOver()) {
      gone();
      return;
    }
    ChannelFuture connecting =
        bootstrap.connect(new InetSocketAddress(found[index], origin.port()));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            connected(connecting.channel(), pending);
          } else if (index + 1 < found.length) {
            connect(found, index + 1, pending);
          } else {
            pending.fail(notConnected(done.cause()));
            gone();
          }
        });
  }

  private static NotSentException notConnected(Throwable cause) {
    return new NotSentException(
        cause instanceof io.netty.channel.ConnectTimeoutException
            ? "no connection in time"
            : "no connection",
        cause);
  }

  private void connected(Channel channel, Pending pending) {
    SslHandler ssl = channel.pipeline().get(SslHandler.class);
    if (ssl == null) {
      start(channel, pending);
      return;
    }
    ssl.handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                start(channel, pending);
              } else {
                pending.fail(
                    new NotSentException("no TLS: " + done.cause().getMessage(), done.cause()));
              }
            });
  }

  private void start(Channel channel, Pending pending) {
    Connection connection = channel.pipeline().get(Connection.class);
    if (pending.isOver()) {
      release(connection);
    } else {
      connection.send(pending);
    }
  }

  private void prepare(Channel channel) {
    if (origin.https()) {
      SSLEngine engine = tls.orElseThrow().createSSLEngine(origin.host(), origin.port());
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
      SslHandler ssl = new SslHandler(engine);
      ssl.setHandshakeTimeoutMillis(connectTimeout.toMillis());
      channel.pipeline().addLast(ssl);
    }
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(MAX_ANSWER_BYTES),
            new Connection(channel, origin.header(), this));
  }

  /** Takes back a connection that can be used again. */
  void release(Connection connection) {
    Pending next = nextWaiting();
    if (next != null) {
      connection.send(next);
    } else if (closed) {
      connection.close();
    } else {
      connection.rest();
      idle.addFirst(connection);
    }
  }

  /** A connection has ended. */
  void forget(Connection connection) {
    idle.remove(connection);
    gone();
  }

  private void gone() {
    connections--;
    Pending next = nextWaiting();
    if (next != null) {
      open(next);
    }
  }

  private Pending nextWaiting() {
    Pending next = waiting.pollFirst();
    while (next != null && next.isOver()) {
      next = waiting.pollFirst();
    }
    return next;
  }

  EventLoop loop() {
    return loop;
  }

  void close() {
    closed = true;
    // Closing one takes it out of the list.
    new ArrayDeque<>(idle).forEach(Connection::close);
  }
}

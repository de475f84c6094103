package org.motp.radius.http;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Sends requests over connections that are kept open, each event loop its own. A request that is
 * made on an event loop stays on it: a login then changes threads nowhere between its datagrams.
 */
public final class NettyHttpTransport implements HttpTransport, AutoCloseable {

  private static final int LOOKUP_THREADS = 4;

  /**
   * For each server and event loop. More than Keycloak works on at once; without a bound, thousands
   * of requests that wait for a Keycloak that hangs would each hold the buffers of a TLS
   * connection.
   */
  private static final int MOST_CONNECTIONS = 256;

  private static final class Side {
    private final EventLoop loop;
    private final Map<Origin, ConnectionPool> pools = new HashMap<>();

    Side(EventLoop loop) {
      this.loop = loop;
    }
  }

  private final List<Side> sides = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final int most;
  private final Duration connectTimeout;
  private final Optional<SSLContext> tls;
  private final ThreadPoolExecutor lookups;

  /**
   * Makes a transport; connections are opened when they are needed.
   *
   * @param connectTimeout for a TCP connection, and again for the TLS handshake
   * @param tls for https, where the name in the certificate is always checked; empty if all is http
   */
  public NettyHttpTransport(
      EventLoopGroup group, Duration connectTimeout, Optional<SSLContext> tls) {
    this(group, MOST_CONNECTIONS, connectTimeout, tls);
  }

  NettyHttpTransport(
      EventLoopGroup group, int most, Duration connectTimeout, Optional<SSLContext> tls) {
    this.most = most;
    for (EventExecutor loop : group) {
      sides.add(new Side((EventLoop) loop));
    }
    this.connectTimeout = connectTimeout;
    this.tls = tls;
    this.lookups =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("motp-dns", true));
    lookups.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<HttpReply> send(HttpCall call) {
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    Side side = side();
    if (side.loop.inEventLoop()) {
      send(call, side, reply);
    } else {
      side.loop.execute(() -> send(call, side, reply));
    }
    return reply;
  }

  private Side side() {
    for (Side side : sides) {
      if (side.loop.inEventLoop()) {
        return side;
      }
    }
    return sides.get(Math.floorMod(next.getAndIncrement(), sides.size()));
  }

  private void send(HttpCall call, Side side, CompletableFuture<HttpReply> reply) {
    side.pools
        .computeIfAbsent(
            Origin.of(call.uri()),
            origin -> new ConnectionPool(origin, side.loop, most, connectTimeout, tls, lookups))
        .send(new Pending(call, reply, side.loop));
  }

  /** Closes connections that nobody uses; the others when their answers are there. */
  @Override
  public void close() {
    for (Side side : sides) {
      Executor loop = side.loop;
      if (!side.loop.isShuttingDown()) {
        loop.execute(() -> side.pools.values().forEach(ConnectionPool::close));
      }
    }
    lookups.shutdown();
  }
}

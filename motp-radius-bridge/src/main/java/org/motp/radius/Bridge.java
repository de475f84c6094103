package org.motp.radius;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.motp.radius.accounting.Accounting;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.disconnect.DisconnectCommand;
import org.motp.radius.disconnect.Disconnects;
import org.motp.radius.disconnect.SessionsCommand;
import org.motp.radius.disconnect.SignOutFeeds;
import org.motp.radius.eap.EapServer;
import org.motp.radius.management.AdminCommand;
import org.motp.radius.management.Health;
import org.motp.radius.management.Management;
import org.motp.radius.observe.DisconnectLog;
import org.motp.radius.observe.EapLog;
import org.motp.radius.observe.KeycloakLog;
import org.motp.radius.observe.KeycloakMetrics;
import org.motp.radius.observe.Metrics;
import org.motp.radius.observe.Observers;
import org.motp.radius.observe.RadSecLog;
import org.motp.radius.observe.RequestLog;
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.NasDirectory;
import org.motp.radius.wire.PacketQueue;
import org.motp.radius.wire.RequestHandler;
import org.motp.radius.wire.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running bridge. */
public final class Bridge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  /** Each answers requests: more than this many cost memory, and no VPN asks so often. */
  private static final int MOST_REQUEST_THREADS = 4;

  private static final Duration HOUSEKEEPING = Duration.ofSeconds(3);

  private static final Duration SIGN_OUTS = Duration.ofSeconds(5);

  private static final Duration PROBES = Duration.ofSeconds(5);

  private static final int ID_BYTES = 8;

  private final int requestThreads =
      Math.min(MOST_REQUEST_THREADS, Runtime.getRuntime().availableProcessors());

  /** One more than answer requests: slow things must not hold those up. */
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          requestThreads + 1, new DefaultThreadFactory("motp-radius"), NioIoHandler.newFactory());

  private final List<EventLoop> requests =
      Stream.generate(group::next).limit(requestThreads).toList();
  private final EventLoop others = group.next();
  private final EventLoopTiming timing = new EventLoopTiming(others);
  private final SecureRandom random = new SecureRandom();
  private final RequestLog requestLog = new RequestLog(timing);
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final KeycloakMetrics keycloakMetrics = new KeycloakMetrics(meters);
  private final Metrics metrics = new Metrics(meters, timing, InstantSource.system());
  private final IntakeListener observers = Observers.all(requestLog, metrics);
  private final Management management = new Management(this::health, meters::scrape);
  private final EapServer eap =
      new EapServer(new EapLog(timing), timing, random, InstantSource.system());
  private volatile Assembly assembly;
  private volatile BridgeConfig config;
  private Sessions sessions;
  private Listeners listeners;

  private Bridge() {}

  /**
   * Starts to listen and to answer.
   *
   * @throws IOException if an address cannot be listened on, or a file cannot be read
   */
  public static Bridge start(BridgeConfig config) throws IOException {
    Bridge bridge = new Bridge();
    try {
      bridge.open(config);
      return bridge;
    } catch (IOException | RuntimeException e) {
      bridge.close();
      throw e;
    }
  }

  private void open(BridgeConfig first) throws IOException {
    config = first;
    assembly = assemble(config);
    assembly.warmUp();
    BridgeConfig.Accounting settings = config.accounting();
    sessions = new Sessions(settings.sessions(), settings.staleAfter(), InstantSource.system());
    CurrentClients clients = new CurrentClients(() -> assembly.clients());
    listeners =
        new Listeners(
            clients,
            queue(Service.AUTHENTICATION, request -> assembly.logins().handle(request), requests),
            queue(
                Service.ACCOUNTING,
                new Accounting(sessions, name -> assembly.userName(name), InstantSource.system()),
                requests.subList(0, 1)));
    listeners.open(config, requests.get(0), others, new RadSecLog(timing));
    metrics.connections(sessions::size, listeners::radsecConnections);
    every(HOUSEKEEPING, listeners::followAddresses);
    every(HOUSEKEEPING, sessions::forgetStale);
    every(PROBES, () -> assembly.lookForKeycloak());
    disconnect(clients);
    management.change(config.management().listen(), config.management().tokenFile());
  }

  private void disconnect(NasDirectory clients) {
    DisconnectLog log = new DisconnectLog();
    Disconnects disconnects = new Disconnects(sessions, clients, others, random, log);
    management.command("sessions", new SessionsCommand(sessions));
    management.command(
        "disconnect", new DisconnectCommand(disconnects, name -> assembly.userName(name)));
    SignOutFeeds feeds =
        new SignOutFeeds(
            () -> assembly.signOuts(), sessions, disconnects, log, InstantSource.system());
    every(
        SIGN_OUTS,
        () -> {
          if (config.accounting().signOuts() && accounts(config)) {
            feeds.poll();
          }
        });
  }

  private static boolean accounts(BridgeConfig config) {
    return !config.accounting().listen().isEmpty() || !config.radsec().listen().isEmpty();
  }

  /** Who is connected now, as far as NASes account for it. */
  public Sessions sessions() {
    return sessions;
  }

  private Assembly assemble(BridgeConfig config) throws IOException {
    return Assembly.of(
        config,
        group,
        timing,
        requestLog,
        (name, settings) -> Observers.all(new KeycloakLog(settings), keycloakMetrics.of(name)),
        eap);
  }

  /**
   * Goes on with another configuration. Sockets whose address stays are not touched; requests that
   * are open end as they began, and requests that came before are still known.
   *
   * @throws IOException if an address cannot be listened on or a file cannot be read; everything is
   *     as before then
   */
  public synchronized void change(BridgeConfig changed) throws IOException {
    Assembly old = assembly;
    Assembly next = assemble(changed);
    assembly = next;
    try {
      listeners.change(config, changed, old.deadline());
    } catch (IOException | RuntimeException e) {
      assembly = old;
      next.close();
      throw e;
    }
    config = changed;
    listeners.limit(next.limits());
    sessions.change(changed.accounting().sessions(), changed.accounting().staleAfter());
    next.warmUp();
    old.retire(timing);
    management.change(config.management().listen(), config.management().tokenFile());
  }

  private PacketQueue queue(Service service, RequestHandler handler, List<EventLoop> threads) {
    return new PacketQueue(
        service, handler, observers, assembly.limits(), timing, threads, this::id);
  }

  /** Does something again and again, whatever becomes of it. */
  private void every(Duration time, Runnable task) {
    Runnable once =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            // Thrown to the event loop it would be the last time.
            LOG.error("a defect in what is done every {}", time, e);
          }
        };
    long pause = time.toMillis();
    var unused = others.scheduleWithFixedDelay(once, pause, pause, TimeUnit.MILLISECONDS);
  }

  private Health health() {
    return new Health(!addresses().isEmpty(), assembly.keycloak().isAskable());
  }

  /** What the numbers about this bridge are counted in. */
  public MeterRegistry meters() {
    return meters;
  }

  /**
   * Makes a command known that an administrator on this machine may give.
   *
   * @param name letters only
   */
  public void command(String name, AdminCommand command) {
    management.command(name, command);
  }

  /** Where health and metrics are asked for; empty for nowhere. */
  public Optional<InetSocketAddress> managementAddress() {
    return management.address();
  }

  /** The addresses that are listened on, with the ports that were really taken. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * Finishes the logins that are open, as far as their deadline allows, stops listening and lets go
   * of all threads.
   */
  @Override
  public synchronized void close() {
    if (listeners != null) {
      drain();
    }
    if (assembly != null) {
      assembly.close();
    }
    management.close();
    if (listeners != null) {
      listeners.close();
    }
    eap.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void drain() {
    listeners
        .drain()
        .toCompletableFuture()
        .completeOnTimeout(null, assembly.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

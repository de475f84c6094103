package org.motp.radius;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.http.NettyHttpTransport;
import org.motp.radius.keycloak.KeycloakClient;
import org.motp.radius.keycloak.TrustedCertificates;
import org.motp.radius.login.Logins;
import org.motp.radius.login.UserNames;
import org.motp.radius.observe.KeycloakLog;
import org.motp.radius.observe.RequestLog;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.policy.GroupAttributes;
import org.motp.radius.policy.NasTable;
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Intake;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.LocalAddresses;
import org.motp.radius.wire.RequestHandler;
import org.motp.radius.wire.Service;
import org.motp.radius.wire.UdpListener;

/** A running bridge. */
public final class Bridge implements AutoCloseable {

  /** One for the requests, one for whatever else there is: slow things must not hold them up. */
  private static final int NETWORK_THREADS = 2;

  private static final Duration HOUSEKEEPING = Duration.ofSeconds(3);

  private final EventLoopGroup group;
  private final Duration deadline;
  private final List<UdpListener> listeners = new ArrayList<>();
  private final List<Intake> intakes = new ArrayList<>();

  private Bridge(EventLoopGroup group, Duration deadline) {
    this.deadline = deadline;
    this.group = group;
  }

  /**
   * Starts to listen and to answer.
   *
   * @throws IOException if an address cannot be listened on, or the CA file cannot be read
   */
  public static Bridge start(BridgeConfig config, Dictionaries dictionaries) throws IOException {
    Bridge bridge =
        new Bridge(
            new MultiThreadIoEventLoopGroup(
                NETWORK_THREADS,
                new DefaultThreadFactory("motp-radius"),
                NioIoHandler.newFactory()),
            config.times().deadline());
    try {
      bridge.open(config, dictionaries);
      return bridge;
    } catch (IOException | RuntimeException e) {
      bridge.close();
      throw e;
    }
  }

  private void open(BridgeConfig config, Dictionaries dictionaries) throws IOException {
    EventLoop requests = group.next();
    EventLoop others = group.next();
    Timing timing = new EventLoopTiming(requests);
    RequestLog requestLog = new RequestLog(timing);
    KeycloakClient keycloak =
        new KeycloakClient(
            config.keycloak(),
            transport(config),
            InstantSource.system(),
            timing,
            new KeycloakLog(config.keycloak().url()));
    keycloak.warmUp();
    Logins logins =
        new Logins(
            keycloak,
            new UserNames(config.stripDomains()),
            new GroupAttributes(
                dictionaries,
                config.groups().claim(),
                config.groups().attribute(),
                config.groups().send()),
            requestLog,
            timing,
            config.times().deadline());
    NasTable clients = new NasTable(config.clients());
    IntakeLimits limits =
        new IntakeLimits(
            config.times().deadline(),
            config.times().rejectDelay(),
            config.times().duplicates(),
            config.limits().duplicates(),
            config.limits().openRequests());
    Intake authentication =
        intake(Service.AUTHENTICATION, logins, requestLog, limits, new EventLoopTiming(requests));
    listeners.add(
        UdpListener.open(
            requests, config.listen(), LocalAddresses.OF_THIS_MACHINE, clients, authentication));
    keepHouse(others, () -> listeners.forEach(UdpListener::followAddresses));
  }

  private Intake intake(
      Service service,
      RequestHandler handler,
      IntakeListener listener,
      IntakeLimits limits,
      EventLoopTiming timing) {
    SecureRandom random = new SecureRandom();
    Intake intake =
        new Intake(service, handler, listener, limits, timing, timing.loop(), () -> id(random));
    intakes.add(intake);
    keepHouse(timing.loop(), intake::forgetExpired);
    return intake;
  }

  private static void keepHouse(EventLoop loop, Runnable task) {
    long pause = HOUSEKEEPING.toMillis();
    var unused = loop.scheduleWithFixedDelay(task, pause, pause, TimeUnit.MILLISECONDS);
  }

  private NettyHttpTransport transport(BridgeConfig config) throws IOException {
    Optional<Path> caFile = config.keycloak().caFile();
    return new NettyHttpTransport(
        group,
        config.keycloak().connectTimeout(),
        caFile.isPresent()
            ? Optional.of(TrustedCertificates.read(caFile.get()))
            : Optional.empty());
  }

  /** The addresses that are listened on, with the ports that were really taken. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().flatMap(listener -> listener.addresses().stream()).toList();
  }

  /**
   * Finishes the logins that are open, as far as their deadline allows, stops listening and lets go
   * of all threads.
   */
  @Override
  public void close() {
    CompletableFuture<?>[] drained =
        intakes.stream()
            .map(intake -> intake.drain().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(drained)
        .completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    listeners.forEach(UdpListener::close);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static String id(SecureRandom random) {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

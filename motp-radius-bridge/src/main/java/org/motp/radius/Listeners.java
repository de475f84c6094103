package org.motp.radius;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.radsec.RadSecListener;
import org.motp.radius.radsec.RadSecServer;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.LocalAddresses;
import org.motp.radius.wire.PacketQueue;
import org.motp.radius.wire.UdpListener;

/**
 * Where requests come in: the UDP sockets of both services, TLS connections, and the queues behind
 * them. Safe for use by several threads, but for {@link #change} and {@link #close}.
 */
final class Listeners implements AutoCloseable {

  /** Sockets, and where the configuration says on which addresses. */
  private record Port(
      UdpListener listener, Function<BridgeConfig, List<InetSocketAddress>> addresses) {

    void change(BridgeConfig config, Duration grace) throws IOException {
      listener.change(addresses.apply(config), grace);
    }
  }

  private final CurrentClients clients;
  private final PacketQueue authentication;
  private final PacketQueue accounting;
  private final List<Port> ports = new CopyOnWriteArrayList<>();
  private volatile RadSecServer radsec;

  /** Makes them; nothing is listened on yet. */
  Listeners(CurrentClients clients, PacketQueue authentication, PacketQueue accounting) {
    this.clients = clients;
    this.authentication = authentication;
    this.accounting = accounting;
  }

  /**
   * Starts to listen.
   *
   * @param datagrams reads the UDP sockets
   * @param connections where TLS connections live
   * @throws IOException if an address cannot be listened on, or a file cannot be read
   */
  void open(
      BridgeConfig config, EventLoop datagrams, EventLoop connections, RadSecListener listener)
      throws IOException {
    open(authentication, BridgeConfig::listen, config, datagrams);
    open(accounting, changed -> changed.accounting().listen(), config, datagrams);
    radsec =
        RadSecServer.open(
            connections, config.radsec(), clients, listener, authentication, accounting);
  }

  private void open(
      PacketQueue packets,
      Function<BridgeConfig, List<InetSocketAddress>> addresses,
      BridgeConfig config,
      EventLoop loop)
      throws IOException {
    UdpListener listener =
        UdpListener.open(
            loop, addresses.apply(config), LocalAddresses.OF_THIS_MACHINE, clients, packets);
    ports.add(new Port(listener, addresses));
  }

  /** Keeps up with the addresses that this machine has. */
  void followAddresses() {
    ports.forEach(port -> port.listener().followAddresses());
  }

  /**
   * Listens elsewhere from now on. Sockets whose address stays are not touched.
   *
   * @param grace for what was asked at the addresses that go
   * @throws IOException if an address cannot be listened on or a file cannot be read; everything is
   *     as before then
   */
  void change(BridgeConfig before, BridgeConfig changed, Duration grace) throws IOException {
    List<Port> done = new ArrayList<>();
    try {
      for (Port port : ports) {
        port.change(changed, grace);
        done.add(port);
      }
      radsec.change(changed.radsec());
    } catch (IOException | RuntimeException e) {
      for (Port port : done) {
        port.change(before, Duration.ZERO);
      }
      throw e;
    }
  }

  /** Keeps to other limits from now on. */
  void limit(IntakeLimits limits) {
    authentication.change(limits);
    accounting.change(limits);
  }

  /** The addresses that are listened on, with the ports that were really taken. */
  List<InetSocketAddress> addresses() {
    return Stream.concat(
            ports.stream().flatMap(port -> port.listener().addresses().stream()),
            radsec.addresses().stream())
        .toList();
  }

  /** How many TLS connections there are now. */
  int radsecConnections() {
    return radsec.connections();
  }

  /**
   * Takes nothing new any more.
   *
   * @return completes when what was begun is finished
   */
  CompletionStage<Void> drain() {
    return CompletableFuture.allOf(
        authentication.drain().toCompletableFuture(), accounting.drain().toCompletableFuture());
  }

  @Override
  public void close() {
    ports.forEach(port -> port.listener().close());
    if (radsec != null) {
      radsec.close();
    }
  }
}

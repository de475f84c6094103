package org.motp.radius.wire;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the datagrams of one service, on one socket for each address, so that a reply leaves from
 * the address that was asked: peers drop it otherwise. A wildcard therefore becomes one socket for
 * each address that the machine has, and {@link #followAddresses} keeps up with them. (A socket on
 * the wildcard itself would not know which address was asked: Java cannot read IP_PKTINFO, and
 * Netty's native transport cannot set it.) Safe for use by several threads.
 */
public final class UdpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

  private final EventLoop loop;
  private List<InetSocketAddress> configured;
  private final LocalAddresses localAddresses;
  private final NasDirectory nases;
  private final PacketQueue packets;

  /**
   * By name: the same link-local address on two interfaces is one InetAddress and two addresses.
   */
  private final Map<String, UdpSocket> sockets = new LinkedHashMap<>();

  /** Why sockets cannot be opened, so that the log says it once. */
  private final Map<String, String> failures = new HashMap<>();

  /** The port that was taken where 0 is configured. */
  private final Map<InetSocketAddress, Integer> taken = new HashMap<>();

  private boolean closed;

  /**
   * Opens the sockets and starts to answer.
   *
   * @param loop reads the sockets
   * @param configured where to listen; port 0 takes a free one, which a wildcard's addresses share;
   *     {@code 0.0.0.0} means every IPv4 address, {@code ::} every address
   * @throws IOException if a configured address, or all addresses of a wildcard, cannot be listened
   *     on
   */
  public static UdpListener open(
      EventLoop loop,
      List<InetSocketAddress> configured,
      LocalAddresses localAddresses,
      NasDirectory nases,
      PacketQueue packets)
      throws IOException {
    UdpListener listener = new UdpListener(loop, configured, localAddresses, nases, packets);
    try {
      listener.start();
      return listener;
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  private UdpListener(
      EventLoop loop,
      List<InetSocketAddress> configured,
      LocalAddresses localAddresses,
      NasDirectory nases,
      PacketQueue packets) {
    this.loop = loop;
    this.configured = List.copyOf(configured);
    this.localAddresses = localAddresses;
    this.nases = nases;
    this.packets = packets;
  }

  private synchronized void start() throws IOException {
    for (InetSocketAddress entry : configured) {
      if (!entry.getAddress().isAnyLocalAddress()
          && !sockets.containsKey(name(entry.getAddress(), port(entry)))) {
        open(entry, entry);
      }
    }
    for (InetSocketAddress entry : configured) {
      if (entry.getAddress().isAnyLocalAddress()) {
        List<IOException> refused = new ArrayList<>();
        for (InetAddress address : expand(entry)) {
          tryToOpen(entry, address, refused);
        }
        if (!refused.isEmpty() && !taken.containsKey(entry)) {
          throw refused.get(0);
        }
      }
    }
  }

  /**
   * Listens elsewhere from now on. Sockets of addresses that stay are not touched.
   *
   * @param addresses as for {@link #open}
   * @param grace after which the sockets that are not wanted any more are closed: what was asked
   *     there is answered from there
   * @throws IOException if one of the addresses cannot be listened on; everything is as before then
   */
  public synchronized void change(List<InetSocketAddress> addresses, Duration grace)
      throws IOException {
    List<InetSocketAddress> before = configured;
    Set<String> openBefore = Set.copyOf(sockets.keySet());
    configured = List.copyOf(addresses);
    try {
      start();
    } catch (IOException e) {
      configured = before;
      removeAllBut(openBefore).forEach(UdpSocket::close);
      throw e;
    }
    List<UdpSocket> gone = removeAllBut(wanted());
    taken.keySet().retainAll(configured);
    var unused =
        loop.schedule(
            () -> gone.forEach(UdpSocket::close), grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Set<String> wanted() throws SocketException {
    Set<String> wanted = new LinkedHashSet<>();
    for (InetSocketAddress entry : configured) {
      if (entry.getAddress().isAnyLocalAddress()) {
        expand(entry).forEach(address -> wanted.add(name(address, port(entry))));
      } else {
        wanted.add(name(entry.getAddress(), port(entry)));
      }
    }
    return wanted;
  }

  private List<UdpSocket> removeAllBut(Set<String> wanted) {
    return List.copyOf(sockets.keySet()).stream()
        .filter(address -> !wanted.contains(address))
        .map(sockets::remove)
        .toList();
  }

  /** Opens sockets on addresses that the machine has got, and closes those of addresses it lost. */
  public synchronized void followAddresses() {
    if (closed) {
      return;
    }
    try {
      Set<String> wanted = wanted();
      for (InetSocketAddress entry : configured) {
        if (entry.getAddress().isAnyLocalAddress()) {
          for (InetAddress address : expand(entry)) {
            tryToOpen(entry, address, new ArrayList<>());
          }
        }
      }
      for (String address : List.copyOf(sockets.keySet())) {
        if (!wanted.contains(address)) {
          sockets.remove(address).close();
          LOG.info("this machine has lost {}: not listening on it any more", address);
        }
      }
      failures.keySet().retainAll(wanted);
    } catch (SocketException e) {
      LOG.warn("the addresses of this machine cannot be listed: {}", e.getMessage());
    }
  }

  private List<InetAddress> expand(InetSocketAddress entry) throws SocketException {
    boolean all = !(entry.getAddress() instanceof Inet4Address);
    return localAddresses.now().stream()
        .filter(address -> all || address instanceof Inet4Address)
        .toList();
  }

  private void tryToOpen(InetSocketAddress entry, InetAddress address, List<IOException> refused) {
    String wanted = name(address, port(entry));
    if (sockets.containsKey(wanted)) {
      return;
    }
    try {
      open(entry, new InetSocketAddress(address, port(entry)));
      if (failures.remove(wanted) != null) {
        LOG.info("listening on {}", wanted);
      }
    } catch (IOException e) {
      // An IPv6 address that the machine has just got cannot be bound for a second or two.
      refused.add(e);
      if (!e.getMessage().equals(failures.put(wanted, e.getMessage()))) {
        LOG.warn("{}; it is tried again", e.getMessage());
      }
    }
  }

  private void open(InetSocketAddress entry, InetSocketAddress address) throws IOException {
    UdpSocket socket = UdpSocket.open(loop, address, nases, packets);
    sockets.put(name(address.getAddress(), socket.address().getPort()), socket);
    taken.putIfAbsent(entry, socket.address().getPort());
  }

  private int port(InetSocketAddress entry) {
    return taken.getOrDefault(entry, entry.getPort());
  }

  private static String name(InetAddress address, int port) {
    return address.getHostAddress() + " port " + port;
  }

  /** The addresses that are listened on now, with the ports that were really taken. */
  public synchronized List<InetSocketAddress> addresses() {
    return sockets.values().stream().map(UdpSocket::address).toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    sockets.values().forEach(UdpSocket::close);
    sockets.clear();
  }
}

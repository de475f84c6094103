package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.radius.time.EventLoopTiming;

/** From which address a reply leaves, on real sockets of the loopback network. */
class UdpListenerTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final Nas NAS =
      new Nas(
          "gateway",
          SECRET,
          new SignatureRules(SignatureRules.Rule.YES, SignatureRules.Rule.YES, true),
          StandardCharsets.UTF_8,
          Locale.ENGLISH,
          Nas.Notices.REJECT,
          3799);

  private final AtomicInteger handled = new AtomicInteger();
  private List<InetAddress> local = List.of();
  private EventLoopGroup group;
  private EventLoop loop;
  private PacketQueue intakes;
  private UdpListener listener;

  @BeforeEach
  void start() throws Exception {
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    loop = group.next();
    intakes =
        new PacketQueue(
            Service.AUTHENTICATION,
            request -> {
              handled.incrementAndGet();
              return CompletableFuture.completedFuture(
                  new Answer.Reply(
                      PacketCode.ACCESS_ACCEPT, List.of(), false, "granted", Map.of()));
            },
            new IntakeBench.Recorder(),
            new IntakeLimits(
                Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 20),
            new EventLoopTiming(loop),
            List.of(loop),
            () -> "id");
    local = addresses("127.0.0.2", "127.0.0.3");
  }

  @AfterEach
  void stop() {
    if (listener != null) {
      listener.close();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void aReplyLeavesFromTheAddressThatWasAskedAlsoOnAWildcard() throws Exception {
    open("0.0.0.0");
    try (Asking asking = new Asking("127.0.0.1")) {
      assertThat(asking.whoAnswers("127.0.0.2", port())).isEqualTo("127.0.0.2");
      assertThat(asking.whoAnswers("127.0.0.3", port())).isEqualTo("127.0.0.3");
    }
  }

  @Test
  void anAddressThatTheMachineGetsLaterIsListenedOnAndOneThatItLosesIsNot() throws Exception {
    open("0.0.0.0");
    int port = port();
    local = addresses("127.0.0.3", "127.0.0.4");
    listener.followAddresses();
    try (Asking asking = new Asking("127.0.0.1")) {
      assertThat(asking.whoAnswers("127.0.0.4", port)).isEqualTo("127.0.0.4");
      assertThat(asking.whoAnswers("127.0.0.3", port)).isEqualTo("127.0.0.3");
      assertThat(listener.addresses()).hasSize(2);
    }
    try (DatagramSocket free =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), port))) {
      assertThat(free.isBound()).isTrue();
    }
  }

  @Test
  void anAddressThatCannotBeBoundYetIsTriedAgain() throws Exception {
    open("0.0.0.0");
    InetSocketAddress taken = new InetSocketAddress(InetAddress.getByName("127.0.0.4"), port());
    try (DatagramSocket other = new DatagramSocket(taken)) {
      assertThat(other.isBound()).isTrue();
      local = addresses("127.0.0.2", "127.0.0.4");
      listener.followAddresses();
      assertThat(listener.addresses()).hasSize(1);
    }
    listener.followAddresses();
    assertThat(listener.addresses()).hasSize(2);
  }

  @Test
  void theSameRequestToTwoOfOurAddressesIsHandledOnceAndAnsweredByBoth() throws Exception {
    open("0.0.0.0");
    try (Asking asking = new Asking("127.0.0.1")) {
      byte[] request = asking.request();
      assertThat(asking.whoAnswers(request, "127.0.0.2", port())).isEqualTo("127.0.0.2");
      assertThat(asking.whoAnswers(request, "127.0.0.3", port())).isEqualTo("127.0.0.3");
    }
    assertThat(handled).hasValue(1);
  }

  @Test
  void aClientIsServedOverIpv6() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no IPv6");
    local = addresses("::1", "127.0.0.2");
    open("::");
    try (Asking asking = new Asking("::1")) {
      assertThat(asking.whoAnswers("::1", port())).isEqualTo("0:0:0:0:0:0:0:1");
    }
    try (Asking asking = new Asking("127.0.0.1")) {
      assertThat(asking.whoAnswers("127.0.0.2", port())).isEqualTo("127.0.0.2");
    }
  }

  @Test
  void aClientOnALinkLocalAddressIsServed() throws Exception {
    Optional<InetAddress> linkLocal =
        LocalAddresses.OF_THIS_MACHINE.now().stream()
            .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
            .findFirst();
    assumeTrue(linkLocal.isPresent(), "this machine has no link-local address");
    local = List.of(linkLocal.get());
    open("::");
    String address = linkLocal.get().getHostAddress();
    try (Asking asking = new Asking(address)) {
      assertThat(asking.whoAnswers(address, port())).isEqualTo(address.replaceFirst("%.*", ""));
    }
  }

  @Test
  void anAddressThatAnotherProgramHasEndsTheStartWithASentence() throws Exception {
    InetAddress address = InetAddress.getByName("127.0.0.5");
    try (DatagramSocket other = new DatagramSocket(0, address)) {
      assertThatThrownBy(
              () ->
                  UdpListener.open(
                      loop,
                      List.of(new InetSocketAddress(address, other.getLocalPort())),
                      () -> local,
                      ip -> Optional.of(NAS),
                      intakes))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on /127.0.0.5:" + other.getLocalPort());
    }
  }

  private void open(String wildcard) throws IOException {
    listener =
        UdpListener.open(
            loop,
            List.of(new InetSocketAddress(InetAddress.getByName(wildcard), 0)),
            () -> local,
            address -> Optional.of(NAS),
            intakes);
  }

  private int port() {
    return listener.addresses().get(0).getPort();
  }

  private static List<InetAddress> addresses(String... texts) throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
    return addresses;
  }

  private static boolean hasIpv6() {
    try {
      return LocalAddresses.OF_THIS_MACHINE.now().stream().anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException e) {
      return false;
    }
  }

  /** A gateway. */
  private static final class Asking implements AutoCloseable {

    private final DatagramSocket socket;
    private int identifier;

    Asking(String from) throws IOException {
      socket = new DatagramSocket(0, InetAddress.getByName(from));
      socket.setSoTimeout(5_000);
    }

    byte[] request() {
      byte[] authenticator = new byte[16];
      authenticator[0] = (byte) ++identifier;
      return Signature.sign(
          new Packet(PacketCode.ACCESS_REQUEST, identifier, authenticator, List.of()), SECRET);
    }

    String whoAnswers(String address, int port) throws IOException {
      return whoAnswers(request(), address, port);
    }

    String whoAnswers(byte[] request, String address, int port) throws IOException {
      socket.send(
          new DatagramPacket(request, request.length, InetAddress.getByName(address), port));
      DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
      try {
        socket.receive(reply);
      } catch (SocketTimeoutException e) {
        return "nobody";
      }
      assertThat(reply.getPort()).isEqualTo(port);
      return reply.getAddress().getHostAddress().replaceFirst("%.*", "");
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}

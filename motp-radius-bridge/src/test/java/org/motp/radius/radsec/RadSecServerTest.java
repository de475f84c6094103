package org.motp.radius.radsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.policy.Cidr;
import org.motp.radius.policy.NasTable;
import org.motp.radius.time.EventLoopTiming;
import org.motp.radius.tls.CertificateRule;
import org.motp.radius.tls.TestCertificates;
import org.motp.radius.tls.TlsSettings;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.PacketQueue;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.Service;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.SignatureRules;

/** RADIUS over real TLS connections. */
class RadSecServerTest {

  private static final SharedSecret RADSEC = new SharedSecret("radsec");
  private static final Nas FG1 = nas("fg1");

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final EventLoop requests = group.next();
  private final List<Request> handled = Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<Answer>> answers =
      Collections.synchronizedList(new ArrayList<>());
  private final List<String> connections = new CopyOnWriteArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private int identifier;
  private RadSecServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        RadSecServer.open(
            group.next(),
            settings("server", 3, Duration.ofMinutes(1)),
            new NasTable(
                List.of(
                    new NasTable.Entry(
                        Cidr.parse("127.0.0.1"),
                        FG1,
                        List.of(CertificateRule.parse("fg1.example.com"))))),
            new Recorder(),
            intakes(Service.AUTHENTICATION),
            intakes(Service.ACCOUNTING));
  }

  @AfterEach
  void stop() {
    clients.forEach(Client::close);
    server.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aLoginIsAnsweredOverTheConnectionThatItCameOn(String protocol) throws Exception {
    Client client = connect("fg1", protocol);
    byte[] request = request();
    client.send(request);
    answer(0, PacketCode.ACCESS_ACCEPT);
    assertThat(Signature.answers(client.receive(), Packet.parse(request), RADSEC)).isTrue();
    assertThat(handled.get(0).nas().name()).isEqualTo("fg1");
    assertThat(connections).containsExactly("opened fg1 " + protocol);
  }

  @Test
  void severalRequestsAreOpenAtOnceAndAnsweredInAnyOrder() throws Exception {
    Client client = connect("fg1");
    for (int i = 0; i < 10; i++) {
      client.send(request());
    }
    for (int i = 9; i >= 0; i--) {
      answer(i, PacketCode.ACCESS_ACCEPT);
      assertThat(client.receive().identifier()).isEqualTo(handled.get(i).packet().identifier());
    }
  }

  @Test
  void aPacketThatComesInPiecesAndTwoThatComeTogetherAreRead() throws Exception {
    Client client = connect("fg1");
    for (byte one : request()) {
      client.send(new byte[] {one});
    }
    byte[] two = new byte[request().length * 2];
    System.arraycopy(request(), 0, two, 0, two.length / 2);
    System.arraycopy(request(), 0, two, two.length / 2, two.length / 2);
    client.send(two);
    await().until(() -> handled.size() == 3);
  }

  @Test
  void aLengthThatCannotBeRightEndsTheConnection() throws Exception {
    Client client = connect("fg1");
    byte[] bad = request();
    bad[2] = 0x20;
    client.send(bad);
    assertThat(client.isClosed()).isTrue();
    await().until(() -> connections.contains("closed BAD_LENGTH"));
    assertThat(handled).isEmpty();
  }

  @Test
  void aPacketThatIsNotMadeWithTheSecretOfRadSecEndsTheConnection() throws Exception {
    Client client = connect("fg1");
    client.send(Signature.sign(packet(List.of()), new SharedSecret("the-secret-that-is-for-udp")));
    assertThat(client.isClosed()).isTrue();
    await().until(() -> connections.contains("closed BAD_PACKET"));
  }

  @Test
  void nobodyIsLetInWithoutTheRightCertificate() throws Exception {
    for (String name : List.of("fg2", "stranger")) {
      assertThat(refused(name)).as(name).isTrue();
    }
    assertThat(refused("")).as("no certificate").isTrue();
    await().until(() -> connections.size() == 3);
    assertThat(connections.get(0)).startsWith("refused UNKNOWN_CERTIFICATE CN=FGT60F0000000002");
    assertThat(connections.get(1)).startsWith("refused HANDSHAKE");
    assertThat(connections.get(2)).startsWith("refused HANDSHAKE");
    assertThat(handled).isEmpty();
  }

  @Test
  void duplicatesAreKnownOnTheirConnectionAndNotAcrossConnections() throws Exception {
    Client first = connect("fg1");
    Client second = connect("fg1");
    byte[] request = request();
    first.send(request);
    answer(0, PacketCode.ACCESS_ACCEPT);
    first.receive();
    first.send(request);
    assertThat(first.receive().code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
    assertThat(handled).hasSize(1);
    second.send(request);
    answer(1, PacketCode.ACCESS_REJECT);
    assertThat(second.receive().code()).isEqualTo(PacketCode.ACCESS_REJECT);
  }

  @Test
  void accountingComesOverTheSameConnection() throws Exception {
    Client client = connect("fg1");
    byte[] request = Signature.authenticate(PacketCode.ACCOUNTING_REQUEST, 9, List.of(), RADSEC);
    client.send(request);
    answer(0, PacketCode.ACCOUNTING_RESPONSE);
    assertThat(Signature.answers(client.receive(), Packet.parse(request), RADSEC)).isTrue();
  }

  @Test
  void statusServerKeepsAConnectionAlive() throws Exception {
    Client client = connect("fg1");
    Packet status = new Packet(PacketCode.STATUS_SERVER, 1, new byte[16], List.of());
    client.send(Signature.sign(status, RADSEC));
    assertThat(client.receive().code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
  }

  @Test
  void oldUnsignedRequestsWithProxyStateAreTakenBecauseNobodyCanForgeThem() throws Exception {
    Client client = connect("fg1");
    client.send(packet(List.of(Attribute.ofText(AttributeType.PROXY_STATE, "7"))).encode());
    answer(0, PacketCode.ACCESS_ACCEPT);
    assertThat(client.receive().has(AttributeType.PROXY_STATE)).isTrue();
  }

  @Test
  void connectionsAreBounded() throws Exception {
    for (int i = 0; i < 3; i++) {
      connect("fg1");
    }
    assertThat(refused("fg1")).isTrue();
    await().until(() -> connections.contains("refused TOO_MANY "));
    clients.get(0).close();
    await().until(() -> server.connections() == 2);
    connect("fg1");
  }

  @Test
  void aConnectionOnWhichNothingComesIsClosed() throws Exception {
    server.change(settings("server", 3, Duration.ofMillis(200)));
    Client client = connect("fg1");
    assertThat(client.isClosed()).isTrue();
    await().until(() -> connections.contains("closed IDLE"));
  }

  @Test
  void aNewCertificateIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
    Client before = connect("fg1");
    server.change(settings("next-server", 3, Duration.ofMinutes(1)));
    Client after = connect("fg1");
    assertThat(before.serverName()).contains("bridge.example.com");
    assertThat(after.serverName()).contains("next.example.com");
    before.send(request());
    answer(0, PacketCode.ACCESS_ACCEPT);
    assertThat(before.receive().code()).isEqualTo(PacketCode.ACCESS_ACCEPT);
  }

  @Test
  void aCertificateThatCannotBeReadLeavesTheOldOneInUse() throws Exception {
    assertThatThrownBy(
            () ->
                server.change(
                    new RadSecSettings(
                        server.addresses(),
                        TestCertificates.of("server", "make"),
                        3,
                        Duration.ofMinutes(1))))
        .isInstanceOf(Exception.class);
    assertThat(connect("fg1").serverName()).contains("bridge.example.com");
  }

  @Test
  void aClientThatSendsFasterThanItIsAnsweredIsReadNoFurther() throws Exception {
    Client client = connect("fg1");
    int count = 6_000;
    Thread sending =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  client.send(request());
                }
              } catch (IOException e) {
                connections.add("the sender failed: " + e);
              }
            });
    sending.start();
    await().until(() -> handled.size() >= RadSecConnection.MAX_WAITING);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    assertThat(handled.size()).isLessThan(count / 2);
    for (int i = 0; i < count; i++) {
      answer(i, PacketCode.ACCESS_ACCEPT);
      client.receive();
    }
    sending.join();
    assertThat(handled).hasSize(count);
  }

  private PacketQueue intakes(Service service) {
    return new PacketQueue(
        service,
        request -> {
          CompletableFuture<Answer> answer = new CompletableFuture<>();
          answers.add(answer);
          handled.add(request);
          return answer;
        },
        new Nobody(),
        new IntakeLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            100_000,
            100_000),
        new EventLoopTiming(requests),
        List.of(requests),
        () -> "id");
  }

  private static RadSecSettings settings(String certificate, int connections, Duration idle) {
    return new RadSecSettings(
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        TestCertificates.of(certificate, "ca"),
        connections,
        idle);
  }

  private void answer(int index, int code) {
    if (handled.size() <= index) {
      await().until(() -> handled.size() > index);
    }
    answers.get(index).complete(new Answer.Reply(code, List.of(), false, "granted", Map.of()));
  }

  private byte[] request() {
    return Signature.sign(packet(List.of()), RADSEC);
  }

  private Packet packet(List<Attribute> attributes) {
    byte[] authenticator = new byte[16];
    authenticator[0] = (byte) (identifier >> 16);
    authenticator[1] = (byte) (identifier >> 8);
    authenticator[2] = (byte) identifier;
    return new Packet(PacketCode.ACCESS_REQUEST, identifier++ & 0xff, authenticator, attributes);
  }

  private static Nas nas(String name) {
    return new Nas(
        name,
        new SharedSecret("the-secret-that-is-for-udp"),
        new SignatureRules(SignatureRules.Rule.YES, SignatureRules.Rule.YES, true),
        StandardCharsets.UTF_8,
        Locale.ENGLISH,
        Nas.Notices.REJECT,
        3799);
  }

  private Client connect(String name) throws IOException {
    return connect(name, "TLSv1.3");
  }

  private Client connect(String name, String protocol) throws IOException {
    Client client = new Client(name, protocol, server.addresses().get(0));
    clients.add(client);
    long opened = connections.stream().filter(event -> event.startsWith("opened")).count();
    await()
        .until(
            () ->
                connections.stream().filter(event -> event.startsWith("opened")).count()
                    >= Math.max(opened, clients.size()));
    return client;
  }

  /** With TLS 1.3 a client learns only after its handshake that it is not wanted. */
  private boolean refused(String name) {
    try (Client client = new Client(name, "TLSv1.3", server.addresses().get(0))) {
      return client.isClosed();
    } catch (IOException e) {
      return true;
    }
  }

  /** A FortiGate with a certificate. */
  private static final class Client implements AutoCloseable {

    private final SSLSocket socket;
    private final DataInputStream in;

    Client(String name, String protocol, InetSocketAddress server) throws IOException {
      var tls =
          name.isEmpty()
              ? new TlsSettings(
                  Optional.of(TestCertificates.file("ca.pem")), Optional.empty(), Optional.empty())
              : TestCertificates.of(name, "ca");
      socket =
          (SSLSocket)
              tls.context()
                  .orElseThrow()
                  .getSocketFactory()
                  .createSocket(server.getAddress(), server.getPort());
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      in = new DataInputStream(socket.getInputStream());
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    Packet receive() throws Exception {
      byte[] header = new byte[4];
      in.readFully(header);
      int length = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
      byte[] packet = Arrays.copyOf(header, length);
      in.readFully(packet, 4, length - 4);
      return Packet.parse(packet);
    }

    boolean isClosed() throws IOException {
      try {
        return in.read() < 0;
      } catch (EOFException | SocketException | SSLException e) {
        return true;
      }
    }

    String serverName() throws IOException {
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Recorder implements RadSecListener {

    @Override
    public void refused(Refusal why, InetSocketAddress address, String detail) {
      connections.add("refused " + why + " " + detail);
    }

    @Override
    public void opened(String client, InetSocketAddress address, String protocol, String subject) {
      connections.add("opened " + client + " " + protocol);
    }

    @Override
    public void closed(String client, InetSocketAddress address, End why) {
      connections.add("closed " + why);
    }
  }

  /** Whom nothing concerns. */
  private static final class Nobody implements IntakeListener {

    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {}

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean sent) {}

    @Override
    public void failed(Request request, Throwable cause) {}
  }
}

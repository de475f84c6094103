package org.motp.radius.wire;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.SignatureRules.Rule;

/** An intake whose clock, handler and sender are in the hands of a test. */
class IntakeBench {

  static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  static final InetSocketAddress FORTIGATE = address("192.0.2.1", 40000);
  static final Answer ACCEPT = reply(PacketCode.ACCESS_ACCEPT, false);
  static final Answer REJECT = reply(PacketCode.ACCESS_REJECT, true);

  final ManualTiming timing = new ManualTiming();
  final List<Request> handled = new ArrayList<>();
  final List<CompletableFuture<Answer>> answers = new ArrayList<>();
  final List<byte[]> sent = new ArrayList<>();
  final Recorder recorder = new Recorder();
  SignatureRules rules = new SignatureRules(Rule.AUTO, Rule.YES, true);
  final List<Drop> refused = new ArrayList<>();
  int done;
  private int identifier;

  final Intake intake = intake(Service.AUTHENTICATION);

  Intake intake(Service service) {
    return new Intake(
        service,
        this::handle,
        recorder,
        new IntakeLimits(
            Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 20),
        timing,
        () -> "id");
  }

  private CompletionStage<Answer> handle(Request request) {
    handled.add(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  void receive(byte[] datagram) {
    receive(datagram, FORTIGATE);
  }

  void receive(byte[] datagram, InetSocketAddress source) {
    intake.receive(datagram, new TestPeer(source, sent));
  }

  /** Who sends, over UDP. */
  final class TestPeer implements Peer {

    private final InetSocketAddress address;
    private final List<byte[]> replies;

    TestPeer(InetSocketAddress address, List<byte[]> replies) {
      this.address = address;
      this.replies = replies;
    }

    @Override
    public InetSocketAddress address() {
      return address;
    }

    @Override
    public Optional<Nas> nas() {
      return address.getAddress().equals(FORTIGATE.getAddress())
          ? Optional.of(IntakeBench.this.nas())
          : Optional.empty();
    }

    @Override
    public Object conversation() {
      return address;
    }

    @Override
    public void send(byte[] reply) {
      replies.add(reply);
    }

    @Override
    public void dropped(Drop why) {
      refused.add(why);
    }

    @Override
    public void done() {
      done++;
    }
  }

  List<Integer> codes() {
    return sent.stream().map(bytes -> (int) bytes[0]).toList();
  }

  byte[] signed() {
    return Signature.sign(request(), SECRET);
  }

  static byte[] signed(int authenticator) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) authenticator;
    return Signature.sign(new Packet(PacketCode.ACCESS_REQUEST, 1, bytes, List.of()), SECRET);
  }

  Packet request(Attribute... attributes) {
    identifier++;
    byte[] authenticator = new byte[16];
    authenticator[0] = (byte) (identifier >> 16);
    authenticator[1] = (byte) (identifier >> 8);
    authenticator[2] = (byte) identifier;
    return new Packet(
        PacketCode.ACCESS_REQUEST, identifier & 0xff, authenticator, List.of(attributes));
  }

  private Nas nas() {
    return new Nas(
        "fortigate",
        SECRET,
        rules,
        StandardCharsets.UTF_8,
        Locale.forLanguageTag("zh-TW"),
        Nas.Notices.REJECT,
        3799);
  }

  private static Answer reply(int code, boolean delayed) {
    return new Answer.Reply(code, List.of(), delayed, "granted", Map.of());
  }

  static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  static final class Recorder implements IntakeListener {

    final List<Drop> drops = new ArrayList<>();
    final List<String> finished = new ArrayList<>();
    int failures;

    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {
      drops.add(why);
    }

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean wasSent) {
      finished.add(
          answer.reason() + ", " + duplicates + " duplicates, " + (wasSent ? "sent" : "not sent"));
    }

    @Override
    public void failed(Request request, Throwable cause) {
      failures++;
    }
  }
}

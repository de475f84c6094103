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
import org.motp.radius.wire.Nas.SignaturePolicy;

/** An intake whose clock, handler and sender are in the hands of a test. */
class IntakeBench {

  static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  static final InetSocketAddress FORTIGATE = address("192.0.2.1", 40000);
  static final Answer ACCEPT = reply(PacketCode.ACCESS_ACCEPT, false);
  static final Answer REJECT = reply(PacketCode.ACCESS_REJECT, true);

  final ManualTiming timing = new ManualTiming();
  final List<AccessRequest> handled = new ArrayList<>();
  final List<CompletableFuture<Answer>> answers = new ArrayList<>();
  final List<byte[]> sent = new ArrayList<>();
  final Recorder recorder = new Recorder();
  SignaturePolicy policy = SignaturePolicy.AUTO;
  private int identifier;

  final Intake intake =
      new Intake(
          address -> address.equals(FORTIGATE.getAddress()) ? Optional.of(nas()) : Optional.empty(),
          this::handle,
          recorder,
          new IntakeLimits(
              Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 20),
          timing,
          Runnable::run,
          () -> "id");

  private CompletionStage<Answer> handle(AccessRequest request) {
    handled.add(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  void receive(byte[] datagram) {
    intake.receive(datagram, FORTIGATE, sent::add);
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
        policy,
        StandardCharsets.UTF_8,
        Locale.forLanguageTag("zh-TW"),
        Nas.Notices.REJECT);
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
        AccessRequest request, Answer answer, Duration took, int duplicates, boolean wasSent) {
      finished.add(
          answer.reason() + ", " + duplicates + " duplicates, " + (wasSent ? "sent" : "not sent"));
    }

    @Override
    public void failed(AccessRequest request, Throwable cause) {
      failures++;
    }
  }
}

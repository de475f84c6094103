package org.motp.benchmarks.micro;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Intake;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.MalformedPacketException;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Peer;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.Service;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.SignatureRules;
import org.motp.radius.wire.UserPassword;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding, signing, and finding out that a packet came before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireBenchmark {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-the-benchmark");
  private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 40000);
  private static final int REMEMBERED = 16_384;

  private final Intake intake =
      new Intake(
          Service.AUTHENTICATION,
          request ->
              CompletableFuture.completedFuture(
                  new Answer.Reply(PacketCode.ACCESS_ACCEPT, List.of(), false, "", Map.of())),
          new Silent(),
          new IntakeLimits(
              Duration.ofSeconds(4),
              Duration.ofSeconds(1),
              Duration.ofSeconds(15),
              REMEMBERED,
              2000),
          new Stopped(),
          () -> "id");

  private final Peer peer = new Gateway();
  private byte[] datagram;
  private Packet request;
  private List<Attribute> reply;
  private long number;

  /** Fills the memory for duplicates, and makes the packet that is worked on. */
  @Setup
  public void setUp() throws MalformedPacketException {
    for (int i = 0; i < REMEMBERED; i++) {
      intake.receive(next(), peer);
    }
    datagram = next();
    intake.receive(datagram, peer);
    request = Packet.parse(datagram);
    reply =
        List.of(
            Attribute.ofText(AttributeType.STATE, "Zm9yLXRoZS1iZW5jaG1hcmstb25seS0x"),
            Attribute.ofText(AttributeType.REPLY_MESSAGE, "請輸入手機上的六位數驗證碼"));
  }

  private byte[] next() {
    number++;
    byte[] authenticator = new byte[16];
    for (int i = 0; i < Long.BYTES; i++) {
      authenticator[i] = (byte) (number >> (8 * i));
    }
    return Signature.sign(
        new Packet(
            PacketCode.ACCESS_REQUEST,
            (int) (number & 0xff),
            authenticator,
            List.of(
                Attribute.ofText(AttributeType.USER_NAME, "hark.chen"),
                UserPassword.hide(
                    "correct horse".getBytes(StandardCharsets.UTF_8), authenticator, SECRET),
                Attribute.ofText(AttributeType.NAS_IDENTIFIER, "fortigate-taipei"),
                Attribute.ofText(AttributeType.CALLING_STATION_ID, "203.0.113.7"))),
        SECRET);
  }

  @Benchmark
  public Packet decode() throws MalformedPacketException {
    return Packet.parse(datagram);
  }

  @Benchmark
  public Signature.Check checkSignatureOfRequest() {
    return Signature.check(request, SECRET);
  }

  @Benchmark
  public byte[] signReply() {
    return Signature.reply(PacketCode.ACCESS_CHALLENGE, reply, request, SECRET, true);
  }

  /** From the datagram to the earlier reply, with the memory full. */
  @Benchmark
  public void recogniseDuplicate() {
    intake.receive(datagram, peer);
  }

  private static final class Gateway implements Peer {
    private static final Nas NAS =
        new Nas(
            "gateway",
            SECRET,
            new SignatureRules(SignatureRules.Rule.YES, SignatureRules.Rule.YES, true),
            StandardCharsets.UTF_8,
            Locale.forLanguageTag("zh-TW"),
            Nas.Notices.REJECT,
            3799);

    @Override
    public InetSocketAddress address() {
      return SOURCE;
    }

    @Override
    public Optional<Nas> nas() {
      return Optional.of(NAS);
    }

    @Override
    public Object conversation() {
      return SOURCE;
    }

    @Override
    public void send(byte[] reply) {}
  }

  private static final class Silent implements IntakeListener {
    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {}

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean sent) {}

    @Override
    public void failed(Request request, Throwable cause) {}
  }

  /** A clock that stands, so that nothing expires. */
  private static final class Stopped implements Timing {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void after(Duration delay, Runnable task) {}
  }
}

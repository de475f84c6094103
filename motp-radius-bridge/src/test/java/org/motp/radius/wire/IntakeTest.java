package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.motp.radius.time.ManualTiming;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.Nas.SignaturePolicy;

class IntakeTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final InetSocketAddress FORTIGATE = address("192.0.2.1", 40000);
  private static final Answer ACCEPT = reply(PacketCode.ACCESS_ACCEPT, false);
  private static final Answer REJECT = reply(PacketCode.ACCESS_REJECT, true);

  private final ManualTiming timing = new ManualTiming();
  private final List<AccessRequest> handled = new ArrayList<>();
  private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
  private final List<byte[]> sent = new ArrayList<>();
  private final Recorder recorder = new Recorder();
  private SignaturePolicy policy = SignaturePolicy.AUTO;
  private int identifier;

  private final Intake intake =
      new Intake(
          address -> address.equals(FORTIGATE.getAddress()) ? Optional.of(nas()) : Optional.empty(),
          this::handle,
          recorder,
          new IntakeLimits(
              Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 20),
          timing,
          Runnable::run,
          () -> "id");

  @Test
  void aRequestIsAnsweredOnce() {
    receive(signed());
    assertThat(handled).hasSize(1);
    answers.get(0).complete(ACCEPT);
    assertThat(codes()).containsExactly(PacketCode.ACCESS_ACCEPT);
  }

  @Test
  void aRequestThatComesAgainWhileItIsWorkedOnDoesNotBurnTheCodeASecondTime() {
    byte[] request = signed();
    receive(request);
    receive(request);
    receive(request);
    assertThat(handled).hasSize(1);
    answers.get(0).complete(ACCEPT);
    assertThat(sent).hasSize(1);
    assertThat(recorder.finished).containsExactly("granted, 2 duplicates, sent");
  }

  @Test
  void aRequestThatComesAgainAfterwardsGetsTheSameBytesAgain() {
    byte[] request = signed();
    receive(request);
    answers.get(0).complete(ACCEPT);
    timing.pass(Duration.ofSeconds(5));
    receive(request);
    assertThat(handled).hasSize(1);
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
  }

  @Test
  void anAnswerAfterTheDeadlineIsKeptForTheRequestThatComesAgain() {
    byte[] request = signed();
    receive(request);
    timing.pass(Duration.ofMillis(4001));
    answers.get(0).complete(ACCEPT);
    assertThat(sent).isEmpty();
    assertThat(recorder.finished).containsExactly("granted, 0 duplicates, not sent");
    receive(request);
    assertThat(codes()).containsExactly(PacketCode.ACCESS_ACCEPT);
    assertThat(handled).hasSize(1);
  }

  @Test
  void anAnswerAfterTheDeadlineGoesOutIfTheNasHasAskedAgainMeanwhile() {
    byte[] request = signed();
    receive(request);
    timing.pass(Duration.ofSeconds(5));
    receive(request);
    timing.pass(Duration.ofSeconds(1));
    answers.get(0).complete(ACCEPT);
    assertThat(codes()).containsExactly(PacketCode.ACCESS_ACCEPT);
  }

  @Test
  void aRejectTakesASecondHoweverFastItIsKnown() {
    receive(signed());
    timing.pass(Duration.ofMillis(100));
    answers.get(0).complete(REJECT);
    timing.pass(Duration.ofMillis(899));
    assertThat(sent).isEmpty();
    timing.pass(Duration.ofMillis(1));
    assertThat(codes()).containsExactly(PacketCode.ACCESS_REJECT);
  }

  @Test
  void aRejectThatTookLongerThanASecondIsNotDelayedFurther() {
    receive(signed());
    timing.pass(Duration.ofMillis(1500));
    answers.get(0).complete(REJECT);
    assertThat(codes()).containsExactly(PacketCode.ACCESS_REJECT);
  }

  @Test
  void aRequestThatComesAgainWhileItsRejectIsHeldBackGetsNoReplyEarlier() {
    byte[] request = signed();
    receive(request);
    answers.get(0).complete(REJECT);
    receive(request);
    assertThat(sent).isEmpty();
    timing.pass(Duration.ofSeconds(1));
    assertThat(sent).hasSize(1);
  }

  @Test
  void aSilentRequestMayBeTriedAgainWhenNothingCameOfIt() {
    byte[] request = signed();
    receive(request);
    answers.get(0).complete(new Answer.Silence(true, "no connection", Map.of()));
    receive(request);
    assertThat(handled).hasSize(2);
  }

  @Test
  void aSilentRequestIsNotTriedAgainWhenItsCodeMayBeUsedUp() {
    byte[] request = signed();
    receive(request);
    answers.get(0).complete(new Answer.Silence(false, "no answer in time", Map.of()));
    receive(request);
    assertThat(handled).hasSize(1);
    assertThat(sent).isEmpty();
  }

  @Test
  void anotherRequestWithTheSameIdentifierIsNoDuplicate() {
    receive(signed(1));
    receive(signed(2));
    assertThat(handled).hasSize(2);
  }

  @Test
  void theSameRequestFromAnotherPortIsNoDuplicate() {
    byte[] request = signed();
    intake.receive(request, FORTIGATE, sent::add);
    intake.receive(request, address("192.0.2.1", 40001), sent::add);
    assertThat(handled).hasSize(2);
  }

  @Test
  void repliesAreForgottenAfterAWhileAndMemoryStaysBounded() {
    for (int i = 0; i < 500; i++) {
      receive(signed());
      answers.get(i).complete(ACCEPT);
    }
    assertThat(handled).hasSize(500);
    assertThat(intake.remembered()).isEqualTo(50);
    timing.pass(Duration.ofSeconds(16));
    intake.forgetExpired();
    assertThat(intake.remembered()).isZero();
  }

  @Test
  void theNewestRequestIsDroppedWhenTooManyWait() {
    for (int i = 0; i < 21; i++) {
      receive(signed());
    }
    assertThat(handled).hasSize(20);
    assertThat(recorder.drops).containsExactly(Drop.TOO_MANY_OPEN);
    answers.get(0).complete(ACCEPT);
    receive(signed());
    assertThat(handled).hasSize(21);
  }

  @Test
  void aHandlerThatFailsLeavesTheNextRequestUnharmed() {
    receive(signed());
    answers.get(0).completeExceptionally(new IllegalStateException("a defect"));
    receive(signed());
    answers.get(1).complete(ACCEPT);
    assertThat(sent).hasSize(1);
    assertThat(recorder.failures).isEqualTo(1);
  }

  @Test
  void anUnknownAddressIsNeverAnswered() {
    intake.receive(signed(), address("198.51.100.9", 40000), sent::add);
    assertThat(handled).isEmpty();
    assertThat(recorder.drops).containsExactly(Drop.UNKNOWN_CLIENT);
  }

  @Test
  void aRequestSignedWithAnotherSecretIsDropped() {
    receive(Signature.sign(request(), new SharedSecret("another-secret-altogether")));
    assertThat(recorder.drops).containsExactly(Drop.WRONG_SIGNATURE);
  }

  @Test
  void anOldFortiGateThatNeverSignsIsAnswered() {
    receive(request().encode());
    assertThat(handled).hasSize(1);
    assertThat(handled.get(0).signed()).isFalse();
  }

  @Test
  void onceAnAddressHasSignedAForgedUnsignedRequestIsDropped() {
    receive(signed());
    receive(request().encode());
    assertThat(handled).hasSize(1);
    assertThat(recorder.drops).containsExactly(Drop.UNSIGNED);
  }

  @Test
  void whereSignaturesAreRequiredTheFirstUnsignedRequestIsDropped() {
    policy = SignaturePolicy.YES;
    receive(request().encode());
    assertThat(recorder.drops).containsExactly(Drop.UNSIGNED);
  }

  @Test
  void whereSignaturesAreNotRequiredBothKindsAreAnswered() {
    policy = SignaturePolicy.NO;
    receive(signed());
    receive(request().encode());
    assertThat(handled).hasSize(2);
  }

  @Test
  void anUnsignedRequestWithProxyStateIsDroppedUnderEveryPolicy() {
    for (SignaturePolicy each : SignaturePolicy.values()) {
      policy = each;
      receive(request(Attribute.ofText(AttributeType.PROXY_STATE, "forged")).encode());
    }
    assertThat(handled).isEmpty();
    assertThat(recorder.drops)
        .containsExactly(Drop.UNSIGNED_PROXY_STATE, Drop.UNSIGNED, Drop.UNSIGNED_PROXY_STATE);
  }

  @Test
  void statusServerIsAnsweredIfItIsSigned() {
    Packet status = new Packet(PacketCode.STATUS_SERVER, 9, new byte[16], List.of());
    receive(status.encode());
    assertThat(sent).isEmpty();
    receive(Signature.sign(status, SECRET));
    assertThat(codes()).containsExactly(PacketCode.ACCESS_ACCEPT);
    assertThat(handled).isEmpty();
  }

  @Test
  void accountingAndOtherPacketsAreDropped() {
    receive(new Packet(4, 9, new byte[16], List.of()).encode());
    assertThat(recorder.drops).containsExactly(Drop.UNEXPECTED_CODE);
  }

  @Test
  void stoppingWaitsForTheLoginThatIsBeingWorkedOnAndTakesNoNewOne() {
    receive(signed());
    var drained = intake.drain().toCompletableFuture();
    receive(signed());
    assertThat(handled).hasSize(1);
    assertThat(drained).isNotDone();
    answers.get(0).complete(REJECT);
    assertThat(drained).isNotDone();
    timing.pass(Duration.ofSeconds(1));
    assertThat(sent).hasSize(1);
    assertThat(drained).isDone();
  }

  @Test
  void garbageAndMutilatedRequestsLeaveTheNextGoodOneUnharmed() {
    Random random = new Random(2865);
    for (int i = 0; i < 50_000; i++) {
      byte[] datagram = random.nextBoolean() ? signed() : request().encode();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
      }
      receive(Arrays.copyOf(datagram, random.nextInt(datagram.length + 20)));
      answers.forEach(answer -> answer.complete(ACCEPT));
      answers.clear();
    }
    sent.clear();
    receive(signed());
    answers.get(0).complete(ACCEPT);
    assertThat(sent).hasSize(1);
    assertThat(recorder.failures).isZero();
  }

  private CompletionStage<Answer> handle(AccessRequest request) {
    handled.add(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  private void receive(byte[] datagram) {
    intake.receive(datagram, FORTIGATE, sent::add);
  }

  private List<Integer> codes() {
    return sent.stream().map(bytes -> (int) bytes[0]).toList();
  }

  private byte[] signed() {
    return Signature.sign(request(), SECRET);
  }

  private static byte[] signed(int authenticator) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) authenticator;
    return Signature.sign(new Packet(PacketCode.ACCESS_REQUEST, 1, bytes, List.of()), SECRET);
  }

  private Packet request(Attribute... attributes) {
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

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static final class Recorder implements IntakeListener {

    private final List<Drop> drops = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private int failures;

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

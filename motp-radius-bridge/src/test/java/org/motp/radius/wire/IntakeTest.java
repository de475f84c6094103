package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.IntakeListener.Drop;

/** When a request is answered, and how often. */
class IntakeTest extends IntakeBench {

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
  void aReplyForWhichTheProxyStateLeavesNoRoomIsNotSentAndTheLogSaysSo() {
    Attribute proxyState = new Attribute(AttributeType.PROXY_STATE, new byte[248]);
    byte[] request =
        Signature.sign(
            request(Collections.nCopies(14, proxyState).toArray(Attribute[]::new)), SECRET);
    receive(request);
    Attribute part = new Attribute(AttributeType.EAP_MESSAGE, new byte[200]);
    answers
        .get(0)
        .complete(
            new Answer.Reply(
                PacketCode.ACCESS_CHALLENGE, Collections.nCopies(3, part), false, "EAP", Map.of()));
    receive(request);
    assertThat(sent).isEmpty();
    assertThat(handled).hasSize(1);
    assertThat(recorder.drops).containsExactly(Drop.NO_ROOM_FOR_REPLY);
    assertThat(recorder.finished).containsExactly("no room for the reply, 0 duplicates, not sent");
    assertThat(done).isEqualTo(2);
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
    receive(request, FORTIGATE);
    receive(request, address("192.0.2.1", 40001));
    assertThat(handled).hasSize(2);
  }

  @Test
  void aRequestThatIsSentAgainToAnotherAddressOfOursIsAnsweredThereAndDoneOnce() {
    byte[] request = signed();
    List<byte[]> sentFromTheFirst = new ArrayList<>();
    List<byte[]> sentFromTheSecond = new ArrayList<>();
    intake.receive(request, new TestPeer(FORTIGATE, sentFromTheFirst));
    intake.receive(request, new TestPeer(FORTIGATE, sentFromTheSecond));
    assertThat(handled).hasSize(1);
    answers.get(0).complete(ACCEPT);
    assertThat(sentFromTheFirst).isEmpty();
    assertThat(sentFromTheSecond).hasSize(1);
    intake.receive(request, new TestPeer(FORTIGATE, sentFromTheFirst));
    assertThat(sentFromTheFirst).containsExactly(sentFromTheSecond.get(0));
  }

  @Test
  void everyPacketIsDoneOnceWhateverBecomesOfIt() {
    receive(new byte[3]);
    byte[] request = signed();
    receive(request);
    assertThat(done).isEqualTo(1);
    receive(request);
    assertThat(done).isEqualTo(2);
    answers.get(0).complete(REJECT);
    receive(request);
    assertThat(done).isEqualTo(3);
    timing.pass(Duration.ofSeconds(1));
    assertThat(done).isEqualTo(4);
    receive(request);
    assertThat(done).isEqualTo(5);
    receive(signed());
    answers.get(1).complete(new Answer.Silence(true, "no connection", Map.of()));
    assertThat(done).isEqualTo(6);
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
  void aLimitThatIsLoweredHoldsAlsoWhileMoreRequestsAreOpenThanItAllows() {
    receive(signed());
    receive(signed());
    intake.change(
        new IntakeLimits(
            Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15), 50, 1));
    receive(signed());
    assertThat(handled).hasSize(2);
    assertThat(recorder.drops).containsExactly(Drop.TOO_MANY_OPEN);
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
}

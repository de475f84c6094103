package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.Nas.SignaturePolicy;

/** Whose datagrams are worked on at all. */
class IntakeAdmissionTest extends IntakeBench {

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
}

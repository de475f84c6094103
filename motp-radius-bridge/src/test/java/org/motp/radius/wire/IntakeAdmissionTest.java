package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.IntakeListener.Drop;
import org.motp.radius.wire.SignatureRules.Rule;

/** Whose datagrams are worked on at all. */
class IntakeAdmissionTest extends IntakeBench {

  @Test
  void anUnknownAddressIsNeverAnswered() {
    receive(signed(), address("198.51.100.9", 40000));
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
    rules = new SignatureRules(Rule.YES, Rule.YES, true);
    receive(request().encode());
    assertThat(recorder.drops).containsExactly(Drop.UNSIGNED);
  }

  @Test
  void whereSignaturesAreNotRequiredBothKindsAreAnswered() {
    rules = new SignatureRules(Rule.NO, Rule.YES, true);
    receive(signed());
    receive(request().encode());
    assertThat(handled).hasSize(2);
  }

  @Test
  void anUnsignedRequestWithProxyStateIsDroppedUnlessTheAdministratorAllowsIt() {
    receive(signed());
    for (Rule each : List.of(Rule.NO, Rule.AUTO, Rule.YES)) {
      rules = new SignatureRules(each, Rule.YES, true);
      receive(forged());
    }
    assertThat(handled).hasSize(1);
    assertThat(recorder.drops)
        .containsExactly(Drop.UNSIGNED_PROXY_STATE, Drop.UNSIGNED, Drop.UNSIGNED);
    rules = new SignatureRules(Rule.NO, Rule.NO, true);
    receive(forged());
    assertThat(handled).hasSize(2);
  }

  @Test
  void aProxyThatNeverSignsIsKnownByItsFirstRequest() {
    rules = new SignatureRules(Rule.NO, Rule.AUTO, true);
    receive(forged());
    receive(forged());
    assertThat(handled).hasSize(2);
  }

  @Test
  void anAddressWhoseFirstRequestWasOrdinaryMayNotSendProxyStateUnsignedLater() {
    rules = new SignatureRules(Rule.NO, Rule.AUTO, true);
    receive(request().encode());
    receive(forged());
    assertThat(handled).hasSize(1);
    assertThat(recorder.drops).containsExactly(Drop.UNSIGNED_PROXY_STATE);
  }

  @Test
  void repliesAreUnsignedForADeviceThatRefusesSignatures() throws Exception {
    rules = new SignatureRules(Rule.AUTO, Rule.YES, false);
    byte[] request = signed();
    receive(request);
    answers.get(0).complete(ACCEPT);
    Packet reply = Packet.parse(sent.get(0));
    assertThat(reply.attributes()).isEmpty();
    assertThat(Signature.answers(reply, Packet.parse(request), SECRET)).isTrue();
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

  private byte[] forged() {
    return request(Attribute.ofText(AttributeType.PROXY_STATE, "forged")).encode();
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

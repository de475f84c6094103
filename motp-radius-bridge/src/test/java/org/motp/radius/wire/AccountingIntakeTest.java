package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.IntakeListener.Drop;

/** Which Accounting-Requests are taken, and how they are acknowledged (RFC 2866). */
class AccountingIntakeTest extends IntakeBench {

  private static final Answer TAKEN =
      new Answer.Reply(PacketCode.ACCOUNTING_RESPONSE, List.of(), false, "start", Map.of());
  private static final List<Attribute> START =
      List.of(
          new Attribute(AttributeType.ACCT_STATUS_TYPE, new byte[] {0, 0, 0, 1}),
          Attribute.ofText(AttributeType.ACCT_SESSION_ID, "s1"));

  private final Intake accounting = intake(Service.ACCOUNTING);
  private final List<byte[]> acknowledged = new ArrayList<>();

  @Test
  void anAuthenticRequestIsAcknowledgedOnceItIsTakenWithoutASignatureThatNasesDoNotExpect()
      throws Exception {
    byte[] request = unsigned(START, SECRET);
    account(request);
    assertThat(acknowledged).isEmpty();
    answers.get(0).complete(TAKEN);
    Packet response = Packet.parse(acknowledged.get(0));
    assertThat(response.code()).isEqualTo(PacketCode.ACCOUNTING_RESPONSE);
    assertThat(response.attributes()).isEmpty();
    assertThat(Signature.answers(response, Packet.parse(request), SECRET)).isTrue();
  }

  @Test
  void aRequestWithAMessageAuthenticatorIsTakenToo() {
    account(Signature.authenticate(PacketCode.ACCOUNTING_REQUEST, 1, START, SECRET));
    assertThat(handled).hasSize(1);
    byte[] forged = Signature.authenticate(PacketCode.ACCOUNTING_REQUEST, 2, START, SECRET);
    forged[Packet.HEADER_LENGTH + 4] ^= 1;
    account(forged);
    assertThat(recorder.drops).containsExactly(Drop.WRONG_SIGNATURE);
  }

  @Test
  void aRequestMadeWithAnotherSecretIsDropped() {
    account(unsigned(START, new SharedSecret("another-secret-altogether")));
    byte[] changed = unsigned(START, SECRET);
    changed[changed.length - 1] ^= 1;
    account(changed);
    assertThat(handled).isEmpty();
    assertThat(recorder.drops).containsExactly(Drop.WRONG_AUTHENTICATOR, Drop.WRONG_AUTHENTICATOR);
  }

  @Test
  void aRequestThatComesAgainIsTakenOnceAndAcknowledgedAgain() {
    byte[] request = unsigned(START, SECRET);
    account(request);
    answers.get(0).complete(TAKEN);
    account(request);
    assertThat(handled).hasSize(1);
    assertThat(acknowledged).hasSize(2);
    assertThat(acknowledged.get(1)).isEqualTo(acknowledged.get(0));
  }

  @Test
  void aLoginIsNotAskedForAtTheAccountingPort() {
    account(signed());
    assertThat(recorder.drops).containsExactly(Drop.NOT_FOR_ACCOUNTING);
  }

  private void account(byte[] datagram) {
    accounting.receive(datagram, new TestPeer(FORTIGATE, acknowledged));
  }

  /** As most NASes send it: without Message-Authenticator. */
  private static byte[] unsigned(List<Attribute> attributes, SharedSecret secret) {
    byte[] bytes = new Packet(PacketCode.ACCOUNTING_REQUEST, 7, new byte[16], attributes).encode();
    byte[] authenticator = secret.md5WithSecretLast(bytes);
    return ByteBuffer.wrap(bytes).put(Packet.AUTHENTICATOR_OFFSET, authenticator).array();
  }
}

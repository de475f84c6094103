package org.motp.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.SignatureRules;

/** Who is connected, as gateways tell it. */
class AccountingTest {

  private static final int START = 1;
  private static final int STOP = 2;
  private static final int INTERIM = 3;
  private static final int ON = 7;
  private static final int OFF = 8;

  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private final Sessions sessions = new Sessions(3, Duration.ofHours(1), () -> now);
  private final Accounting accounting =
      new Accounting(sessions, name -> name.replace("CORP\\", ""), () -> now);

  @Test
  void whoConnectsIsInTheTableUntilTheGatewaySaysThatItIsOver() {
    assertThat(reason(report(START, "CORP\\hark.chen", "s1"))).isEqualTo("start");
    Session session = sessions.all().get(0);
    assertThat(session.user()).isEqualTo("hark.chen");
    assertThat(session.id()).isEqualTo("s1");
    assertThat(session.client()).isEqualTo("taipei");
    assertThat(session.nas()).isEqualTo("fg1");
    assertThat(session.nasAddress().getHostAddress()).isEqualTo("192.0.2.1");
    assertThat(session.address()).contains("10.212.134.200");
    assertThat(session.since()).isEqualTo(now);
    assertThat(reason(report(STOP, "CORP\\hark.chen", "s1"))).isEqualTo("stop");
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void anInterimUpdateTellsBytesAndTimeAndMakesASessionKnownAgainAfterARestart() {
    report(
        INTERIM,
        "hark.chen",
        "s1",
        number(AttributeType.ACCT_SESSION_TIME, 600),
        number(AttributeType.ACCT_INPUT_OCTETS, 7),
        number(AttributeType.ACCT_INPUT_GIGAWORDS, 2),
        number(AttributeType.ACCT_OUTPUT_OCTETS, 0xffff_ffffL));
    Session session = sessions.all().get(0);
    assertThat(session.since()).isEqualTo(now.minusSeconds(600));
    assertThat(session.bytesIn()).isEqualTo((2L << 32) + 7);
    assertThat(session.bytesOut()).isEqualTo(0xffff_ffffL);
  }

  @Test
  void aSessionOfWhichNothingIsHeardLeaves() {
    report(START, "hark.chen", "s1");
    pass(Duration.ofMinutes(59));
    report(INTERIM, "mei.lin", "s2");
    assertThat(sessions.all()).hasSize(2);
    pass(Duration.ofMinutes(1));
    assertThat(sessions.all()).extracting(Session::id).containsExactly("s2");
  }

  @Test
  void anInterimUpdateKeepsASessionAlive() {
    report(START, "hark.chen", "s1");
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(30));
      report(INTERIM, "hark.chen", "s1");
    }
    assertThat(sessions.all()).hasSize(1);
  }

  @Test
  void anOldPacketDoesNotBringBackASessionThatHasEnded() {
    report(START, "hark.chen", "s1");
    report(STOP, "hark.chen", "s1");
    assertThat(reason(report(INTERIM, "hark.chen", "s1"))).isEqualTo("interim after the end");
    assertThat(reason(report(START, "hark.chen", "s1"))).isEqualTo("start after the end");
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void aGatewayThatStartsAnewHasNoSessionsAnyMoreAndMayUseTheirIdsAgain() {
    report(START, "hark.chen", "s1");
    report(START, "mei.lin", "s2");
    report(STOP, "mei.lin", "s2");
    report(ON, "", "");
    assertThat(sessions.all()).isEmpty();
    report(START, "mei.lin", "s2");
    assertThat(sessions.all()).hasSize(1);
    report(OFF, "", "");
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void theTableIsBounded() {
    for (int i = 0; i < 5; i++) {
      report(START, "hark.chen", "s" + i);
    }
    assertThat(sessions.all()).extracting(Session::id).containsExactly("s2", "s3", "s4");
    assertThat(sessions.displaced()).isEqualTo(2);
  }

  @Test
  void aUserIsFoundWhateverTheCaseOfTheName() {
    report(START, "Hark.Chen", "s1");
    assertThat(sessions.of("hark.chen")).hasSize(1);
    assertThat(sessions.of("hark.che")).isEmpty();
  }

  @Test
  void whatCannotBeTakenIsNotAcknowledged() {
    assertThat(report(START, "", "s1")).isInstanceOf(Answer.Silence.class);
    assertThat(report(START, "hark.chen", "")).isInstanceOf(Answer.Silence.class);
    assertThat(reason(report(15, "hark.chen", "s1"))).isEqualTo("of no concern");
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void anAddressOfSixteenBytesIsShownToo() {
    byte[] prefix = {0, 64, 0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 1};
    Request request =
        request(
            START,
            text(AttributeType.USER_NAME, "hark.chen"),
            text(AttributeType.ACCT_SESSION_ID, "s1"),
            new Attribute(AttributeType.FRAMED_IPV6_PREFIX, prefix));
    accounting.handle(request);
    assertThat(sessions.all().get(0).address()).contains("2001:db8:0:1:0:0:0:0/64");
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }

  private Answer report(int type, String user, String session, Attribute... more) {
    List<Attribute> attributes = new ArrayList<>(List.of(more));
    attributes.add(text(AttributeType.NAS_IDENTIFIER, "fg1"));
    attributes.add(
        new Attribute(
            AttributeType.FRAMED_IP_ADDRESS, new byte[] {10, (byte) 212, (byte) 134, (byte) 200}));
    if (!user.isEmpty()) {
      attributes.add(text(AttributeType.USER_NAME, user));
    }
    if (!session.isEmpty()) {
      attributes.add(text(AttributeType.ACCT_SESSION_ID, session));
    }
    return accounting
        .handle(request(type, attributes.toArray(new Attribute[0])))
        .toCompletableFuture()
        .join();
  }

  private static Request request(int type, Attribute... attributes) {
    List<Attribute> all = new ArrayList<>(Arrays.asList(attributes));
    all.add(number(AttributeType.ACCT_STATUS_TYPE, type));
    return new Request(
        "id",
        new Nas(
            "taipei",
            new SharedSecret("a-secret-for-this-test"),
            new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true),
            StandardCharsets.UTF_8,
            Locale.ENGLISH,
            Nas.Notices.REJECT,
            3799),
        new InetSocketAddress("192.0.2.1", 40000),
        new Packet(PacketCode.ACCOUNTING_REQUEST, 1, new byte[16], all),
        0,
        false);
  }

  private static String reason(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Reply.class);
    assertThat(((Answer.Reply) answer).code()).isEqualTo(PacketCode.ACCOUNTING_RESPONSE);
    return answer.reason();
  }

  private static Attribute text(int type, String text) {
    return Attribute.ofText(type, text);
  }

  private static Attribute number(int type, long value) {
    return new Attribute(type, ByteBuffer.allocate(4).putInt((int) value).array());
  }
}

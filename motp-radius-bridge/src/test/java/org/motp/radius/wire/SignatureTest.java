package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final byte[] AUTHENTICATOR = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  @Test
  void everyReplyBeginsWithMessageAuthenticatorAndReturnsEveryProxyStateInOrder() throws Exception {
    Packet request =
        request(
            Attribute.ofText(AttributeType.PROXY_STATE, "first"),
            Attribute.ofText(AttributeType.USER_NAME, "hark.chen"),
            Attribute.ofText(AttributeType.PROXY_STATE, "second"),
            new Attribute(AttributeType.PROXY_STATE, new byte[0]));

    Packet reply = reply(request, Attribute.ofText(AttributeType.REPLY_MESSAGE, "回答"));

    assertThat(reply.attributes().get(0).type()).isEqualTo(AttributeType.MESSAGE_AUTHENTICATOR);
    assertThat(reply.attributes().get(1).type()).isEqualTo(AttributeType.REPLY_MESSAGE);
    assertThat(reply.all(AttributeType.PROXY_STATE))
        .isEqualTo(request.all(AttributeType.PROXY_STATE));
    assertThat(Signature.answers(reply, request, SECRET)).isTrue();
  }

  @Test
  void aReplyToOneRequestIsNoReplyToAnother() throws Exception {
    Packet request = request();
    Packet reply = reply(request);
    Packet other = new Packet(1, 8, AUTHENTICATOR, List.of());
    Packet third = new Packet(1, 7, new byte[16], List.of());

    assertThat(Signature.answers(reply, other, SECRET)).isFalse();
    assertThat(Signature.answers(reply, third, SECRET)).isFalse();
  }

  @Test
  void aSignedRequestIsValidUntilOneBitOfItChanges() throws Exception {
    byte[] signed =
        Signature.sign(request(Attribute.ofText(AttributeType.USER_NAME, "hark.chen")), SECRET);
    assertThat(Signature.check(Packet.parse(signed), SECRET)).isEqualTo(Signature.Check.VALID);
    for (int i = 4; i < signed.length; i++) {
      byte[] changed = signed.clone();
      changed[i] ^= 0x10;
      try {
        assertThat(Signature.check(Packet.parse(changed), SECRET))
            .as("byte %d", i)
            .isNotEqualTo(Signature.Check.VALID);
      } catch (MalformedPacketException e) {
        assertThat(e).hasMessageContaining("attribute");
      }
    }
  }

  @Test
  void twoMessageAuthenticatorsAreRefusedEvenIfTheFirstIsRight() throws Exception {
    Packet signed = Packet.parse(Signature.sign(request(), SECRET));
    List<Attribute> twice = new ArrayList<>(signed.attributes());
    twice.addAll(signed.attributes());
    assertThat(Signature.check(request(twice.toArray(new Attribute[0])), SECRET))
        .isEqualTo(Signature.Check.INVALID);
  }

  @Test
  void aMessageAuthenticatorOfAnotherLengthIsRefused() {
    for (int length : new int[] {0, 15, 17}) {
      Packet packet = request(new Attribute(AttributeType.MESSAGE_AUTHENTICATOR, new byte[length]));
      assertThat(Signature.check(packet, SECRET)).isEqualTo(Signature.Check.INVALID);
    }
  }

  @Test
  void attributesThatDoNotFitAreLeftOutAndTheReplyStillGoesOut() throws Exception {
    List<Attribute> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(new Attribute(AttributeType.REPLY_MESSAGE, new byte[200]));
    }
    Packet request = request(Attribute.ofText(AttributeType.PROXY_STATE, "proxy"));
    Packet reply = reply(request, many.toArray(new Attribute[0]));
    assertThat(reply.all(AttributeType.REPLY_MESSAGE)).hasSize(20);
    assertThat(reply.has(AttributeType.PROXY_STATE)).isTrue();
    assertThat(Signature.answers(reply, request, SECRET)).isTrue();
  }

  @Test
  void aChallengeKeepsStateAndTheWholeEapMessageHoweverLongTheProxyStateIs() throws Exception {
    Packet request = request(proxyState(14));
    Attribute eap = new Attribute(AttributeType.EAP_MESSAGE, new byte[200]);
    Attribute state = Attribute.ofText(AttributeType.STATE, "the-handle-of-the-login");
    Attribute text = new Attribute(AttributeType.REPLY_MESSAGE, new byte[150]);
    Packet reply = reply(request, text, eap, eap, state);
    assertThat(reply.all(AttributeType.EAP_MESSAGE)).containsExactly(eap, eap);
    assertThat(reply.all(AttributeType.STATE)).containsExactly(state);
    assertThat(reply.has(AttributeType.REPLY_MESSAGE)).isFalse();
    assertThat(reply.all(AttributeType.PROXY_STATE))
        .isEqualTo(request.all(AttributeType.PROXY_STATE));
    assertThat(Signature.answers(reply, request, SECRET)).isTrue();
  }

  @Test
  void aChallengeThatCannotBeWholeIsNotMade() {
    List<Attribute> message =
        Collections.nCopies(3, new Attribute(AttributeType.EAP_MESSAGE, new byte[200]));
    assertThat(
            Signature.reply(
                PacketCode.ACCESS_CHALLENGE, message, request(proxyState(14)), SECRET, true))
        .isEmpty();
  }

  /** So many of 250 bytes. */
  private static Attribute[] proxyState(int count) {
    Attribute one = new Attribute(AttributeType.PROXY_STATE, new byte[248]);
    return Collections.nCopies(count, one).toArray(Attribute[]::new);
  }

  private static Packet request(Attribute... attributes) {
    return new Packet(PacketCode.ACCESS_REQUEST, 7, AUTHENTICATOR, List.of(attributes));
  }

  private static Packet reply(Packet request, Attribute... attributes)
      throws MalformedPacketException {
    return Packet.parse(
        Signature.reply(PacketCode.ACCESS_ACCEPT, List.of(attributes), request, SECRET, true));
  }
}

package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is said inside the tunnel: PAP (RFC 5281 §11.2.5), or EAP with GTC (RFC 3748 §5.6). Not safe
 * for use by several threads.
 */
final class InnerDialogue {

  /** What comes of a message of the peer's. */
  sealed interface Move {

    /** Something is said to the peer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Say(byte[] avps) implements Move {}

    /** The peer has answered. */
    record Credentials(String userName, String field) implements Move {}

    record Refuse(EapRefusal why, String detail) implements Move {}
  }

  private static final int MAX_PROMPT_BYTES = 512;

  private final String firstPrompt;
  private String userName = "";
  private int askedIdentifier;
  private boolean gtc;

  /**
   * Makes a dialogue.
   *
   * @param firstPrompt what GTC asks for first
   */
  InnerDialogue(String firstPrompt) {
    this.firstPrompt = firstPrompt;
  }

  /** What it is called in the log. */
  String method() {
    return gtc ? "EAP-GTC" : "PAP";
  }

  String userName() {
    return userName;
  }

  boolean promptable() {
    return gtc;
  }

  Move receive(byte[] bytes) throws MalformedEapException {
    List<Avp> avps = Avp.parse(bytes);
    byte[] eap = {};
    Optional<byte[]> name = Optional.empty();
    Optional<byte[]> password = Optional.empty();
    for (Avp avp : avps) {
      if (avp.is(Avp.EAP_MESSAGE)) {
        eap = joined(eap, avp.data());
      } else if (avp.is(Avp.USER_NAME)) {
        name = Optional.of(avp.data());
      } else if (avp.is(Avp.USER_PASSWORD)) {
        password = Optional.of(avp.data());
      } else if (avp.is(Avp.CHAP_PASSWORD) || avp.is(Avp.CHAP_CHALLENGE)) {
        return new Move.Refuse(EapRefusal.OTHER_INNER_METHOD, "CHAP");
      } else if (avp.vendor() == Avp.MICROSOFT) {
        return new Move.Refuse(EapRefusal.OTHER_INNER_METHOD, "MSCHAP or MSCHAPv2");
      } else if (avp.mandatory()) {
        return new Move.Refuse(EapRefusal.UNREADABLE, avp + " is mandatory and not known");
      }
    }
    if (eap.length > 0) {
      return receiveEap(EapPacket.parseResponse(eap));
    }
    if (gtc || name.isEmpty() || password.isEmpty()) {
      throw new MalformedEapException("neither User-Name with User-Password nor EAP-Message");
    }
    userName = text(name.get());
    return new Move.Credentials(userName, text(withoutPadding(password.get())));
  }

  /**
   * Asks for something more.
   *
   * @return empty if the method has no way to
   */
  Optional<byte[]> prompt(String text) {
    return gtc ? Optional.of(gtcRequest(text)) : Optional.empty();
  }

  private Move receiveEap(EapPacket response) throws MalformedEapException {
    return switch (response.type()) {
      case EapType.IDENTITY -> identify(response);
      case EapType.GTC -> answer(response);
      case EapType.NAK ->
          new Move.Refuse(EapRefusal.OTHER_INNER_METHOD, EapType.wanted(response.data()));
      default -> new Move.Refuse(EapRefusal.OTHER_INNER_METHOD, EapType.name(response.type()));
    };
  }

  private Move identify(EapPacket response) throws MalformedEapException {
    if (gtc) {
      throw new MalformedEapException("a second identity");
    }
    gtc = true;
    userName = text(response.data());
    askedIdentifier = response.identifier();
    return new Move.Say(gtcRequest(firstPrompt));
  }

  private Move answer(EapPacket response) throws MalformedEapException {
    if (!gtc || response.identifier() != askedIdentifier) {
      throw new MalformedEapException("an answer to nothing that was asked");
    }
    return new Move.Credentials(userName, text(response.data()));
  }

  private byte[] gtcRequest(String text) {
    askedIdentifier = askedIdentifier + 1 & 0xff;
    byte[] shown = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(shown.length, MAX_PROMPT_BYTES);
    while (end < shown.length && (shown[end] & 0xc0) == 0x80) {
      end--;
    }
    byte[] cut = Arrays.copyOf(shown, end);
    return Avp.encode(
        Avp.EAP_MESSAGE, EapPacket.request(askedIdentifier, EapType.GTC, cut).encode());
  }

  private static byte[] withoutPadding(byte[] password) {
    int length = password.length;
    while (length > 0 && password[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(password, length);
  }

  private static String text(byte[] bytes) throws MalformedEapException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new MalformedEapException("a user name or password with a NUL in it");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedEapException("a user name or password that is no UTF-8");
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}

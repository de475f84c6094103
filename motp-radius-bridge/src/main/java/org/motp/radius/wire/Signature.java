package org.motp.radius.wire;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Message-Authenticator (RFC 2869 §5.14, RFC 3579 §3.2) and Response Authenticator (RFC 2865 §3):
 * the proofs that a packet comes from somebody who knows the secret.
 */
public final class Signature {

  /** What the Message-Authenticator of a packet says. */
  public enum Check {
    ABSENT,
    VALID,
    /** Wrong, of a wrong length, or there twice. */
    INVALID
  }

  private static final Attribute ZERO =
      new Attribute(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16]);
  private static final byte[] NOTHING = {};
  private static final byte[] ZEROES = new byte[Packet.AUTHENTICATOR_LENGTH];
  private static final int FIRST_VALUE_OFFSET = Packet.HEADER_LENGTH + 2;

  private Signature() {}

  /** Checks the Message-Authenticator of a request. */
  public static Check check(Packet request, SharedSecret secret) {
    return check(request, checkedAuthenticator(request), secret);
  }

  /**
   * Whether the Request Authenticator of an Accounting-Request or Disconnect-Request is right (RFC
   * 2866 §3, RFC 5176 §2.3).
   */
  public static boolean authentic(Packet request, SharedSecret secret) {
    byte[] bytes =
        new Packet(request.code(), request.identifier(), ZEROES, request.attributes()).encode();
    return MessageDigest.isEqual(secret.md5WithSecretLast(bytes), request.authenticator());
  }

  /**
   * Makes an Accounting-Request or Disconnect-Request: Message-Authenticator first, then the
   * attributes, and the Request Authenticator over all of it.
   *
   * @return the bytes to send
   */
  public static byte[] authenticate(
      int code, int identifier, List<Attribute> attributes, SharedSecret secret) {
    byte[] bytes = sign(new Packet(code, identifier, ZEROES, attributes), secret);
    putAuthenticator(bytes, secret.md5WithSecretLast(bytes));
    return bytes;
  }

  /**
   * Signs a request: puts a Message-Authenticator before its attributes.
   *
   * @return the bytes to send
   */
  public static byte[] sign(Packet request, SharedSecret secret) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(ZERO);
    attributes.addAll(request.attributes());
    byte[] bytes =
        new Packet(request.code(), request.identifier(), request.authenticator(), attributes)
            .encode();
    putFirst(bytes, secret.hmacMd5(bytes));
    return bytes;
  }

  /**
   * Makes the reply to a request: Message-Authenticator first, as peers hardened against
   * CVE-2024-3596 want it, then the attributes, then every Proxy-State of the request as it came.
   * Attributes at the end that do not fit into 4096 bytes are left out, but neither State nor
   * EAP-Message: without them a login cannot go on.
   *
   * @param signed whether it gets a Message-Authenticator
   * @return the bytes to send; none if State and EAP-Message do not fit
   */
  public static byte[] reply(
      int code, List<Attribute> attributes, Packet request, SharedSecret secret, boolean signed) {
    List<Attribute> proxyStates = request.all(AttributeType.PROXY_STATE);
    int room = Packet.MAX_LENGTH - Packet.HEADER_LENGTH - ZERO.encodedLength();
    for (Attribute proxyState : proxyStates) {
      room -= proxyState.encodedLength();
    }
    for (Attribute attribute : attributes) {
      room -= isNeeded(attribute) ? attribute.encodedLength() : 0;
    }
    if (room < 0) {
      return NOTHING;
    }
    List<Attribute> all = new ArrayList<>();
    if (signed) {
      all.add(ZERO);
    }
    for (Attribute attribute : attributes) {
      boolean needed = isNeeded(attribute);
      room -= needed ? 0 : attribute.encodedLength();
      if (needed || room >= 0) {
        all.add(attribute);
      }
    }
    all.addAll(proxyStates);
    byte[] bytes = new Packet(code, request.identifier(), request.authenticator(), all).encode();
    if (signed) {
      putFirst(bytes, secret.hmacMd5(bytes));
    }
    putAuthenticator(bytes, secret.md5WithSecretLast(bytes));
    return bytes;
  }

  private static boolean isNeeded(Attribute attribute) {
    return attribute.type() == AttributeType.STATE || attribute.type() == AttributeType.EAP_MESSAGE;
  }

  /**
   * Whether a reply answers this request: identifier, Response Authenticator, and
   * Message-Authenticator if there is one.
   */
  public static boolean answers(Packet reply, Packet request, SharedSecret secret) {
    return responds(reply, request, secret)
        && check(reply, request.authenticator(), secret) != Check.INVALID;
  }

  /**
   * Whether a reply answers this request, by identifier and Response Authenticator alone. Servers
   * disagree on how a Message-Authenticator in a Disconnect-ACK is computed.
   */
  public static boolean responds(Packet reply, Packet request, SharedSecret secret) {
    byte[] bytes =
        new Packet(reply.code(), reply.identifier(), request.authenticator(), reply.attributes())
            .encode();
    return reply.identifier() == request.identifier()
        && MessageDigest.isEqual(secret.md5WithSecretLast(bytes), reply.authenticator());
  }

  /** RFC 3579 §3.2 and, for requests whose authenticator is a digest itself, RFC 5176 §3.4. */
  private static byte[] checkedAuthenticator(Packet request) {
    return request.code() == PacketCode.ACCOUNTING_REQUEST
            || request.code() == PacketCode.DISCONNECT_REQUEST
        ? ZEROES
        : request.authenticator();
  }

  private static Check check(Packet packet, byte[] requestAuthenticator, SharedSecret secret) {
    List<Attribute> found = packet.all(AttributeType.MESSAGE_AUTHENTICATOR);
    if (found.isEmpty()) {
      return Check.ABSENT;
    }
    if (found.size() > 1 || found.get(0).length() != ZERO.length()) {
      return Check.INVALID;
    }
    List<Attribute> zeroed = new ArrayList<>(packet.attributes());
    zeroed.replaceAll(
        attribute -> attribute.type() == AttributeType.MESSAGE_AUTHENTICATOR ? ZERO : attribute);
    byte[] bytes =
        new Packet(packet.code(), packet.identifier(), requestAuthenticator, zeroed).encode();
    return MessageDigest.isEqual(secret.hmacMd5(bytes), found.get(0).value())
        ? Check.VALID
        : Check.INVALID;
  }

  private static void putAuthenticator(byte[] packet, byte[] authenticator) {
    System.arraycopy(
        authenticator, 0, packet, Packet.AUTHENTICATOR_OFFSET, Packet.AUTHENTICATOR_LENGTH);
  }

  private static void putFirst(byte[] packet, byte[] messageAuthenticator) {
    System.arraycopy(
        messageAuthenticator, 0, packet, FIRST_VALUE_OFFSET, messageAuthenticator.length);
  }
}

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
  private static final int FIRST_VALUE_OFFSET = Packet.HEADER_LENGTH + 2;

  private Signature() {}

  /** Checks the Message-Authenticator of a request. */
  public static Check check(Packet request, SharedSecret secret) {
    return check(request, request.authenticator(), secret);
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
   * Attributes at the end that do not fit into 4096 bytes are left out.
   *
   * @return the bytes to send
   */
  public static byte[] reply(
      int code, List<Attribute> attributes, Packet request, SharedSecret secret) {
    List<Attribute> proxyStates = request.all(AttributeType.PROXY_STATE);
    int room = Packet.MAX_LENGTH - Packet.HEADER_LENGTH - ZERO.encodedLength();
    for (Attribute proxyState : proxyStates) {
      room -= proxyState.encodedLength();
    }
    List<Attribute> all = new ArrayList<>();
    all.add(ZERO);
    for (Attribute attribute : attributes) {
      room -= attribute.encodedLength();
      if (room < 0) {
        break;
      }
      all.add(attribute);
    }
    all.addAll(proxyStates);
    byte[] bytes = new Packet(code, request.identifier(), request.authenticator(), all).encode();
    putFirst(bytes, secret.hmacMd5(bytes));
    byte[] authenticator = secret.md5WithSecretLast(bytes);
    System.arraycopy(
        authenticator, 0, bytes, Packet.AUTHENTICATOR_OFFSET, Packet.AUTHENTICATOR_LENGTH);
    return bytes;
  }

  /**
   * Whether a reply answers this request: identifier, Response Authenticator, and
   * Message-Authenticator if there is one.
   */
  public static boolean answers(Packet reply, Packet request, SharedSecret secret) {
    byte[] bytes =
        new Packet(reply.code(), reply.identifier(), request.authenticator(), reply.attributes())
            .encode();
    return reply.identifier() == request.identifier()
        && MessageDigest.isEqual(secret.md5WithSecretLast(bytes), reply.authenticator())
        && check(reply, request.authenticator(), secret) != Check.INVALID;
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

  private static void putFirst(byte[] packet, byte[] messageAuthenticator) {
    System.arraycopy(
        messageAuthenticator, 0, packet, FIRST_VALUE_OFFSET, messageAuthenticator.length);
  }
}

package org.motp.radius.eap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;

/**
 * An EAP packet (RFC 3748 §4) and how it travels in EAP-Message attributes (RFC 3579 §3.1).
 *
 * @param code one of the constants
 * @param identifier 0 to 255
 * @param type the method, one of {@link EapType}; {@link EapType#NONE} in a Success or Failure
 * @param data what follows the type; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EapPacket(int code, int identifier, int type, byte[] data) {

  static final int REQUEST = 1;
  static final int RESPONSE = 2;
  static final int SUCCESS = 3;
  static final int FAILURE = 4;

  /** What stands before the data of a Request or Response. */
  static final int HEADER_LENGTH = 5;

  private static final int BARE_HEADER_LENGTH = 4;

  static EapPacket request(int identifier, int type, byte[] data) {
    return new EapPacket(REQUEST, identifier, type, data);
  }

  static EapPacket success(int identifier) {
    return new EapPacket(SUCCESS, identifier, EapType.NONE, new byte[0]);
  }

  static EapPacket failure(int identifier) {
    return new EapPacket(FAILURE, identifier, EapType.NONE, new byte[0]);
  }

  /** The values of all EAP-Message attributes, joined in order. */
  static byte[] join(List<Attribute> eapMessages) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    eapMessages.forEach(attribute -> joined.writeBytes(attribute.value()));
    return joined.toByteArray();
  }

  /**
   * Reads a Response. What is behind its length is padding.
   *
   * @throws MalformedEapException if it is none, or shorter than it says
   */
  static EapPacket parseResponse(byte[] bytes) throws MalformedEapException {
    if (bytes.length < HEADER_LENGTH) {
      throw new MalformedEapException("an EAP packet shorter than its header");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int code = Byte.toUnsignedInt(buffer.get());
    int identifier = Byte.toUnsignedInt(buffer.get());
    int length = Short.toUnsignedInt(buffer.getShort());
    if (code != RESPONSE) {
      throw new MalformedEapException("an EAP packet that is no Response");
    }
    if (length < HEADER_LENGTH || length > bytes.length) {
      throw new MalformedEapException("an EAP packet with a wrong length");
    }
    int type = Byte.toUnsignedInt(buffer.get());
    return new EapPacket(code, identifier, type, Arrays.copyOfRange(bytes, HEADER_LENGTH, length));
  }

  byte[] encode() {
    int header = type == EapType.NONE ? BARE_HEADER_LENGTH : HEADER_LENGTH;
    int length = header + data.length;
    ByteBuffer buffer =
        ByteBuffer.allocate(length)
            .put((byte) code)
            .put((byte) identifier)
            .putShort((short) length);
    if (type != EapType.NONE) {
      buffer.put((byte) type);
    }
    return buffer.put(data).array();
  }

  /** The packet, split over as many attributes as it needs. */
  List<Attribute> toAttributes() {
    byte[] bytes = encode();
    List<Attribute> attributes = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Attribute.MAX_VALUE) {
      int end = Math.min(bytes.length, at + Attribute.MAX_VALUE);
      attributes.add(new Attribute(AttributeType.EAP_MESSAGE, Arrays.copyOfRange(bytes, at, end)));
    }
    return attributes;
  }

  /** Nothing of the data, in which there may be a password. */
  @Override
  public String toString() {
    return "EAP code " + code + " " + EapType.name(type) + " (" + data.length + " bytes)";
  }
}

package org.motp.radius.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A RADIUS packet (RFC 2865 §3): its four fields and its attributes in order. Immutable. */
public final class Packet {

  static final int HEADER_LENGTH = 20;
  static final int MAX_LENGTH = 4096;
  static final int AUTHENTICATOR_OFFSET = 4;
  static final int AUTHENTICATOR_LENGTH = 16;

  private final int code;
  private final int identifier;
  private final byte[] authenticator;
  private final List<Attribute> attributes;

  /**
   * Makes a packet.
   *
   * @param code 0 to 255
   * @param identifier 0 to 255
   * @param authenticator 16 bytes; copied
   */
  public Packet(int code, int identifier, byte[] authenticator, List<Attribute> attributes) {
    if (code < 0 || code > 255 || identifier < 0 || identifier > 255) {
      throw new IllegalArgumentException("code " + code + ", identifier " + identifier);
    }
    if (authenticator.length != AUTHENTICATOR_LENGTH) {
      throw new IllegalArgumentException("authenticator of " + authenticator.length + " bytes");
    }
    this.code = code;
    this.identifier = identifier;
    this.authenticator = authenticator.clone();
    this.attributes = List.copyOf(attributes);
  }

  /**
   * Reads a packet from a datagram. Octets after Length are padding and ignored; empty attributes
   * are kept.
   *
   * @throws MalformedPacketException if RFC 2865 §3 or §5 says that it must be discarded silently
   */
  public static Packet parse(byte[] datagram) throws MalformedPacketException {
    if (datagram.length < HEADER_LENGTH) {
      throw new MalformedPacketException("shorter than a header");
    }
    int length = unsigned(datagram[2]) << 8 | unsigned(datagram[3]);
    if (length < HEADER_LENGTH || length > MAX_LENGTH) {
      throw new MalformedPacketException("its Length is not 20 to 4096");
    }
    if (length > datagram.length) {
      throw new MalformedPacketException("shorter than its Length says");
    }
    List<Attribute> attributes = new ArrayList<>();
    int at = HEADER_LENGTH;
    while (at < length) {
      if (length - at < 2) {
        throw new MalformedPacketException("an attribute without a length");
      }
      int type = unsigned(datagram[at]);
      int attributeLength = unsigned(datagram[at + 1]);
      if (type == 0) {
        throw new MalformedPacketException("an attribute of type 0");
      }
      if (attributeLength < 2 || attributeLength > length - at) {
        throw new MalformedPacketException("an attribute with a wrong length");
      }
      attributes.add(
          new Attribute(type, Arrays.copyOfRange(datagram, at + 2, at + attributeLength)));
      at += attributeLength;
    }
    return new Packet(
        unsigned(datagram[0]),
        unsigned(datagram[1]),
        Arrays.copyOfRange(datagram, AUTHENTICATOR_OFFSET, HEADER_LENGTH),
        attributes);
  }

  /**
   * The packet as it goes over the wire, without padding.
   *
   * @throws IllegalStateException if it is longer than 4096 bytes
   */
  public byte[] encode() {
    int length = HEADER_LENGTH;
    for (Attribute attribute : attributes) {
      length += attribute.encodedLength();
    }
    if (length > MAX_LENGTH) {
      throw new IllegalStateException("a packet of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    bytes[0] = (byte) code;
    bytes[1] = (byte) identifier;
    bytes[2] = (byte) (length >> 8);
    bytes[3] = (byte) length;
    System.arraycopy(authenticator, 0, bytes, AUTHENTICATOR_OFFSET, AUTHENTICATOR_LENGTH);
    int at = HEADER_LENGTH;
    for (Attribute attribute : attributes) {
      attribute.copyTo(bytes, at);
      at += attribute.encodedLength();
    }
    return bytes;
  }

  public int code() {
    return code;
  }

  public int identifier() {
    return identifier;
  }

  /** A copy of the 16 bytes. */
  public byte[] authenticator() {
    return authenticator.clone();
  }

  public List<Attribute> attributes() {
    return attributes;
  }

  /** All attributes of a type, in order. */
  public List<Attribute> all(int type) {
    List<Attribute> found = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (attribute.type() == type) {
        found.add(attribute);
      }
    }
    return found;
  }

  public Optional<Attribute> first(int type) {
    for (Attribute attribute : attributes) {
      if (attribute.type() == type) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  public boolean has(int type) {
    return first(type).isPresent();
  }

  @Override
  public String toString() {
    return PacketCode.name(code) + " " + identifier + " " + attributes;
  }

  private static int unsigned(byte value) {
    return value & 0xff;
  }
}

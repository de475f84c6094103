package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute-value pair inside the tunnel (RFC 5281 §10.1, the format of Diameter).
 *
 * @param vendor 0 for none
 * @param mandatory whether the receiver must understand it
 * @param data not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Avp(long code, long vendor, boolean mandatory, byte[] data) {

  static final int USER_NAME = 1;
  static final int USER_PASSWORD = 2;
  static final int CHAP_PASSWORD = 3;
  static final int CHAP_CHALLENGE = 60;
  static final int EAP_MESSAGE = 79;
  static final int MICROSOFT = 311;

  private static final int HEADER_LENGTH = 8;
  private static final int VENDOR_LENGTH = 4;
  private static final int VENDOR_SPECIFIC = 0x80;
  private static final int MANDATORY = 0x40;
  private static final long LENGTH_MASK = 0xff_ffff;

  /** Whether it is this attribute of RADIUS. */
  boolean is(int radiusType) {
    return vendor == 0 && code == radiusType;
  }

  /**
   * Reads what came out of the tunnel. Padding may be missing at the very end.
   *
   * @throws MalformedEapException if a length is wrong
   */
  static List<Avp> parse(byte[] bytes) throws MalformedEapException {
    List<Avp> avps = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (buffer.remaining() < HEADER_LENGTH) {
        throw new MalformedEapException("an AVP shorter than its header");
      }
      long code = Integer.toUnsignedLong(buffer.getInt());
      int word = buffer.getInt();
      int flags = word >>> 24;
      int length = (int) (word & LENGTH_MASK);
      boolean vendorSpecific = (flags & VENDOR_SPECIFIC) != 0;
      int header = vendorSpecific ? HEADER_LENGTH + VENDOR_LENGTH : HEADER_LENGTH;
      if (length < header || length - HEADER_LENGTH > buffer.remaining()) {
        throw new MalformedEapException("an AVP with a wrong length");
      }
      long vendor = vendorSpecific ? Integer.toUnsignedLong(buffer.getInt()) : 0;
      byte[] data = new byte[length - header];
      buffer.get(data);
      buffer.position(Math.min(buffer.limit(), buffer.position() + padding(length)));
      avps.add(new Avp(code, vendor, (flags & MANDATORY) != 0, data));
    }
    return avps;
  }

  /** One AVP of RADIUS's, mandatory, with its padding. */
  static byte[] encode(int radiusType, byte[] data) {
    int length = HEADER_LENGTH + data.length;
    return ByteBuffer.allocate(length + padding(length))
        .putInt(radiusType)
        .putInt(MANDATORY << 24 | length)
        .put(data)
        .array();
  }

  private static int padding(int length) {
    return -length & 3;
  }

  /** Nothing of the data, which may be a password. */
  @Override
  public String toString() {
    return "AVP " + (vendor == 0 ? "" : vendor + ".") + code + " (" + data.length + " bytes)";
  }
}

package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What an EAP-TTLS packet carries (RFC 5281 §9.1): flags, and a piece of the TLS records of one
 * direction.
 *
 * @param messageLength of the whole message, if it says so
 * @param more whether further pieces follow
 * @param data not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TtlsFragment(OptionalInt messageLength, boolean more, byte[] data) {

  /** Flags and message length. */
  static final int LONGEST_HEADER = 5;

  /** The packet that begins the method: version 0, no data. */
  static final byte[] START = {0x20};

  private static final int LENGTH_INCLUDED = 0x80;
  private static final int MORE = 0x40;
  private static final int VERSION = 0x07;

  /**
   * Reads the data of a Response.
   *
   * @throws MalformedEapException if it has no flags, another version or half a length
   */
  static TtlsFragment parse(byte[] bytes) throws MalformedEapException {
    if (bytes.length == 0) {
      throw new MalformedEapException("an EAP-TTLS packet without flags");
    }
    int flags = bytes[0];
    if ((flags & VERSION) != 0) {
      throw new MalformedEapException("another version of EAP-TTLS than 0");
    }
    int at = 1;
    OptionalInt messageLength = OptionalInt.empty();
    if ((flags & LENGTH_INCLUDED) != 0) {
      if (bytes.length < LONGEST_HEADER) {
        throw new MalformedEapException("an EAP-TTLS packet with half a length");
      }
      messageLength = OptionalInt.of(ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt());
      at = LONGEST_HEADER;
    }
    return new TtlsFragment(
        messageLength, (flags & MORE) != 0, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  byte[] encode() {
    int flags = (messageLength.isPresent() ? LENGTH_INCLUDED : 0) | (more ? MORE : 0);
    int header = messageLength.isPresent() ? LONGEST_HEADER : 1;
    ByteBuffer buffer = ByteBuffer.allocate(header + data.length).put((byte) flags);
    messageLength.ifPresent(buffer::putInt);
    return buffer.put(data).array();
  }
}

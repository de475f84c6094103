package org.motp.radius.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One attribute as it stands on the wire (RFC 2865 §5): a type and up to 253 bytes, of which
 * nothing is interpreted. Immutable.
 */
public final class Attribute {

  /** The most bytes that one attribute can hold. */
  public static final int MAX_VALUE = 253;

  private final int type;
  private final byte[] value;

  /**
   * Makes an attribute.
   *
   * @param type 1 to 255
   * @param value 0 to 253 bytes; copied
   */
  public Attribute(int type, byte[] value) {
    if (type < 1 || type > 255 || value.length > MAX_VALUE) {
      throw new IllegalArgumentException(
          "attribute of type " + type + " with " + value.length + " bytes");
    }
    this.type = type;
    this.value = value.clone();
  }

  /** An attribute that holds text as UTF-8. */
  public static Attribute ofText(int type, String text) {
    return new Attribute(type, text.getBytes(StandardCharsets.UTF_8));
  }

  public int type() {
    return type;
  }

  /** A copy of the value. */
  public byte[] value() {
    return value.clone();
  }

  /** Length of the value in bytes. */
  public int length() {
    return value.length;
  }

  void copyTo(byte[] packet, int offset) {
    packet[offset] = (byte) type;
    packet[offset + 1] = (byte) (2 + value.length);
    System.arraycopy(value, 0, packet, offset + 2, value.length);
  }

  int encodedLength() {
    return 2 + value.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute that && type == that.type && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(value);
  }

  /** Type and length; never the value, which may be a password. */
  @Override
  public String toString() {
    return "attribute " + type + " (" + value.length + " bytes)";
  }
}

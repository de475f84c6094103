package org.motp.radius.policy;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;

/**
 * An attribute that may be sent: where it stands and how its value is written. Immutable.
 *
 * @param name as people call it
 * @param vendor its vendor's number, or {@link #STANDARD}
 * @param type its number
 * @param names names that some numbers have, such as Login-User
 */
public record AttributeFormat(
    String name, int vendor, int type, ValueType valueType, Map<String, Integer> names) {

  /** In place of a vendor's number: an attribute of RADIUS itself. */
  public static final int STANDARD = -1;

  private static final int VENDOR_HEADER = 4 + 2;

  /** Those of which an Access-Accept has one at most (RFC 2865 §5.44, RFC 2869 §5.19). */
  private static final Set<Integer> SINGLE =
      Set.of(
          1, 6, 7, 8, 9, 10, 12, 19, 20, 23, 27, 28, 29, 36, 37, 39, 62, 63, 75, 76, 78, 85, 88,
          100);

  /**
   * Makes an attribute.
   *
   * @throws IllegalArgumentException if the value does not fit; the message says what would
   */
  public Attribute of(String value) {
    String number = names.containsKey(value) ? names.get(value).toString() : value;
    if (vendor == STANDARD) {
      return new Attribute(type, valueType.encode(number, Attribute.MAX_VALUE));
    }
    byte[] bytes = valueType.encode(number, Attribute.MAX_VALUE - VENDOR_HEADER);
    return new Attribute(
        AttributeType.VENDOR_SPECIFIC,
        ByteBuffer.allocate(VENDOR_HEADER + bytes.length)
            .putInt(vendor)
            .put((byte) type)
            .put((byte) (2 + bytes.length))
            .put(bytes)
            .array());
  }

  /** The same attribute with values of another type. */
  public AttributeFormat holding(ValueType other) {
    return new AttributeFormat(name, vendor, type, other, names);
  }

  /** Whether a reply may carry more than one. */
  public boolean repeatable() {
    return vendor != STANDARD || !SINGLE.contains(type);
  }
}

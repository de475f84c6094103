package org.motp.radius.policy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.motp.radius.wire.Attribute;

/** How the value of an attribute is written (RFC 8044). */
public enum ValueType {
  TEXT("text of 1 to 253 bytes; in a vendor's attribute 1 to 247") {
    @Override
    byte[] encode(String value) {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  },
  INTEGER("a number from 0 to 4294967295") {
    @Override
    byte[] encode(String value) {
      if (!value.matches("[0-9]{1,10}") || Long.parseLong(value) > 0xffff_ffffL) {
        throw unfit();
      }
      return ByteBuffer.allocate(4).putInt((int) Long.parseLong(value)).array();
    }
  },
  IPV4("an address such as 192.0.2.1") {
    @Override
    byte[] encode(String value) {
      return address(value, 4).getAddress();
    }
  },
  IPV6("an address such as 2001:db8::1") {
    @Override
    byte[] encode(String value) {
      return address(value, 16).getAddress();
    }
  },
  IPV6_PREFIX("a network such as 2001:db8::/64") {
    @Override
    byte[] encode(String value) {
      Cidr network = network(value);
      byte[] address = network.address().getAddress();
      if (address.length != 16) {
        throw unfit();
      }
      return ByteBuffer.allocate(18)
          .put((byte) 0)
          .put((byte) network.prefix())
          .put(address)
          .array();
    }
  },
  OCTETS("bytes in hexadecimal, such as 0x0a0b") {
    @Override
    byte[] encode(String value) {
      if (!value.startsWith("0x")) {
        throw unfit();
      }
      try {
        return HexFormat.of().parseHex(value, 2, value.length());
      } catch (IllegalArgumentException e) {
        throw unfit();
      }
    }
  };

  private final String right;

  ValueType(String right) {
    this.right = right;
  }

  /** What a value has to be, for people. */
  public String right() {
    return right;
  }

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException if it is none of this type; the message says what would be
   */
  abstract byte[] encode(String value);

  /** The bytes of a value that an attribute can hold. */
  byte[] encode(String value, int room) {
    byte[] bytes = encode(value);
    if (bytes.length == 0 || bytes.length > Math.min(room, Attribute.MAX_VALUE)) {
      throw unfit();
    }
    return bytes;
  }

  IllegalArgumentException unfit() {
    return new IllegalArgumentException("must be " + right);
  }

  InetAddress address(String value, int bytes) {
    Cidr host = network(value);
    byte[] address = host.address().getAddress();
    if (value.indexOf('/') >= 0 || address.length != bytes) {
      throw unfit();
    }
    return host.address();
  }

  Cidr network(String value) {
    try {
      return Cidr.parse(value);
    } catch (IllegalArgumentException e) {
      throw unfit();
    }
  }
}

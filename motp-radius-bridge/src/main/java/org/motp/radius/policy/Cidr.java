package org.motp.radius.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.motp.radius.wire.IpAddresses;

/** A network, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}. Immutable. */
public final class Cidr {

  private final byte[] network;
  private final int prefix;

  private Cidr(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads an address, or an address and the length of its prefix.
   *
   * @throws IllegalArgumentException if it is neither, or has bits set behind its prefix; the
   *     message says what would be right
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes =
        IpAddresses.literal(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not an IP address or network such as 192.0.2.0/24"))
            .getAddress();
    int bits = bytes.length * 8;
    int prefix = bits;
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException("the prefix length must be 0 to " + bits);
      }
      prefix = Integer.parseInt(length);
    }
    byte[] masked = bytes.clone();
    for (int bit = prefix; bit < bits; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    Cidr cidr = new Cidr(masked, prefix);
    if (!Arrays.equals(masked, bytes)) {
      throw new IllegalArgumentException(
          "it has bits set behind its prefix; " + cidr + " would be the network");
    }
    return cidr;
  }

  /** Whether an address is in this network. An IPv4 address is never in an IPv6 network. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The address itself, with zeros behind the prefix. */
  public InetAddress address() {
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a network of " + network.length + " bytes", e);
    }
  }

  /** Number of fixed bits. */
  public int prefix() {
    return prefix;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that
        && prefix == that.prefix
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }

  @Override
  public String toString() {
    return address().getHostAddress() + "/" + prefix;
  }
}

package org.motp.radius.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads IP addresses that strangers have written. Java's own {@link InetAddress#getByName} asks the
 * DNS for whatever is none, such as 999.1.1.1, and whoever waits for that on an event loop holds up
 * every login.
 */
public final class IpAddresses {

  /** Neither brackets nor the name of an interface, which Netty reads as well. */
  private static final Pattern LETTERS = Pattern.compile("[0-9A-Fa-f:.]+");

  private IpAddresses() {}

  /** The address that a text is, such as 192.0.2.1 or 2001:db8::1; nothing is ever looked up. */
  public static Optional<InetAddress> literal(String text) {
    byte[] bytes =
        LETTERS.matcher(text).matches() ? NetUtil.createByteArrayFromIpAddressString(text) : null;
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }
}

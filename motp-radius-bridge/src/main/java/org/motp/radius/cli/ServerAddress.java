package org.motp.radius.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code host}, {@code host:port}, {@code [address]:port}. */
final class ServerAddress {

  private static final int RADIUS_PORT = 1812;
  private static final Pattern FORM =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

  private ServerAddress() {}

  /**
   * Reads an address, and looks a name up.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static InetSocketAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a host, host:port or [address]:port");
    }
    int port = matcher.group(2) == null ? RADIUS_PORT : Integer.parseInt(matcher.group(2));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the port must be 1 to 65535");
    }
    InetSocketAddress address = new InetSocketAddress(matcher.group(1), port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("there is no host " + matcher.group(1));
    }
    return address;
  }
}

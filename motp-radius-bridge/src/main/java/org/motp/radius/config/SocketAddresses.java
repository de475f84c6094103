package org.motp.radius.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code address:port}. */
final class SocketAddresses {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z._-]+)?\\]):(\\d{1,5})");

  private SocketAddresses() {}

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  static InetSocketAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
      throw new IllegalArgumentException(
          "must be an IP address and a port, such as 0.0.0.0:1812 or [::]:1812");
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByName(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "must begin with an IP address, and the interface behind % must be there", e);
    }
  }

  /** The addresses under a key; the default if there are none. */
  static List<InetSocketAddress> list(Settings settings, String key, List<String> defaultValue) {
    List<String> texts = settings.list(key);
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String text : texts.isEmpty() ? defaultValue : texts) {
      settings.parsed(key, text, SocketAddresses::parse).ifPresent(addresses::add);
    }
    return addresses;
  }
}

package org.motp.authenticator.notification.push;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where push messages may go: an endpoint comes from a phone, and Keycloak posts to it. Immutable
 * and thread-safe.
 *
 * @param hosts exact host names, or {@code *.} and a suffix, in lower case: https on port 443
 * @param ownServices exact origins besides, with scheme and port, of the company's own push
 *     services: only these may have private addresses, and http on the loopback address
 */
record PushHosts(List<String> hosts, Set<String> ownServices) {
  /** The services of the browsers: Chrome, Edge and Samsung; Firefox; Edge on Windows; Safari. */
  static final List<String> WELL_KNOWN =
      List.of(
          "fcm.googleapis.com",
          "updates.push.services.mozilla.com",
          "*.notify.windows.com",
          "web.push.apple.com");

  private static final int HTTPS = 443;
  private static final int LONGEST_ENDPOINT = 1024;

  /** A name of two labels at least, the last of which is no number: never an address. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final String ANY = "*.";

  /**
   * Reads a list of hosts, separated by commas or blanks.
   *
   * @return empty when one of them is no host name
   */
  static Optional<List<String>> parse(String text) {
    List<String> hosts =
        Arrays.stream(text.split("[,\\s]+", -1))
            .filter(host -> !host.isEmpty())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList();
    return hosts.stream().allMatch(PushHosts::isPattern) ? Optional.of(hosts) : Optional.empty();
  }

  private static boolean isPattern(String host) {
    return NAME.matcher(host.startsWith(ANY) ? host.substring(ANY.length()) : host).matches();
  }

  /** Whether no message may be sent to anybody. */
  boolean none() {
    return hosts.isEmpty() && ownServices.isEmpty();
  }

  /** Whether messages may be sent to this endpoint, as far as its text tells. */
  boolean allow(URI endpoint) {
    if (endpoint.toString().length() > LONGEST_ENDPOINT
        || endpoint.getScheme() == null
        || endpoint.isOpaque()
        || endpoint.getRawUserInfo() != null
        || endpoint.getHost() == null
        || endpoint.getRawFragment() != null) {
      return false;
    }
    return isOwn(endpoint) || (isPlainHttps(endpoint) && isListed(endpoint.getHost()));
  }

  /** Whether this is one of the company's own, for which no other rule holds. */
  boolean isOwn(URI endpoint) {
    return ownServices.contains(origin(endpoint));
  }

  private static boolean isPlainHttps(URI endpoint) {
    // A port in the authority that is not ours, or an empty one, hides in what the parser dropped.
    String authority = endpoint.getRawAuthority().toLowerCase(Locale.ROOT);
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    return "https".equals(endpoint.getScheme().toLowerCase(Locale.ROOT))
        && (authority.equals(host) || authority.equals(host + ":" + HTTPS));
  }

  private boolean isListed(String spelled) {
    String host = spelled.toLowerCase(Locale.ROOT);
    // No trailing dot, no address, no letter beyond ASCII.
    return NAME.matcher(host).matches()
        && hosts.stream()
            .anyMatch(
                allowed ->
                    allowed.startsWith(ANY)
                        ? host.endsWith(allowed.substring(1))
                        : host.equals(allowed));
  }

  /** Scheme, host and port (RFC 6454 section 6.1): the audience of a VAPID token. */
  static String origin(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
    int port = endpoint.getPort();
    boolean usual = port == -1 || (port == HTTPS && scheme.equals("https"));
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}

package org.motp.authenticator.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.net.InetAddresses;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.models.KeycloakSession;

/**
 * How often one address may ask what costs the database something before anybody has shown who he
 * is. Each node counts by itself, minute by minute, and forgets. An IPv6 customer has a whole /64.
 * Thread-safe.
 */
final class RequestLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 20_000;
  private static final int NETWORK_BYTES = 8;

  /** Lookups and claims: a whole company may register from behind one address. */
  static final RequestLimit REGISTRATIONS = new RequestLimit(120, Ticker.systemTicker());

  private final int most;
  private final Cache<String, AtomicInteger> counts;

  /**
   * @param most requests in a minute
   */
  RequestLimit(int most, Ticker ticker) {
    this.most = most;
    this.counts =
        Caffeine.newBuilder()
            .expireAfterWrite(WINDOW)
            .maximumSize(MOST_ADDRESSES)
            .ticker(ticker)
            .build();
  }

  /** Whether this address has asked too often. */
  boolean isReachedBy(String address) {
    AtomicInteger count = counts.getIfPresent(network(address));
    return count != null && count.get() >= most;
  }

  /** Counts the present request, and says whether it may still be answered. */
  boolean take(KeycloakSession session) {
    return take(session.getContext().getConnection().getRemoteHost());
  }

  boolean take(String address) {
    return counter(address).incrementAndGet() <= most;
  }

  /** Counts a request. */
  void count(String address) {
    counter(address).incrementAndGet();
  }

  private AtomicInteger counter(String address) {
    return counts.get(network(address), unknown -> new AtomicInteger());
  }

  /** What somebody is told who asks too often. */
  static Response answer() {
    return Response.fromResponse(Answers.error(Response.Status.TOO_MANY_REQUESTS, "slow"))
        .header(HttpHeaders.RETRY_AFTER, WINDOW.toSeconds())
        .build();
  }

  /** What counts as one address: an IPv4 address, an IPv6 /64, or the text that is neither. */
  static String network(String address) {
    if (address == null || !InetAddresses.isInetAddress(address)) {
      return String.valueOf(address);
    }
    InetAddress parsed = InetAddresses.forString(address);
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
        : parsed.getHostAddress();
  }
}

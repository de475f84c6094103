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

  /** Signed requests that did not verify; those that do are not limited. */
  static final RequestLimit FAILED_SIGNATURES = new RequestLimit(120, Ticker.systemTicker());

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

  /** Whether the address of the present request has asked too often. */
  boolean isReachedBy(KeycloakSession session) {
    return isReachedBy(session.getContext().getConnection().getRemoteHost());
  }

  boolean isReachedBy(String address) {
    return counter(address).get() >= most;
  }

  /** Counts the present request, and says whether it may still be answered. */
  boolean take(KeycloakSession session) {
    return take(session.getContext().getConnection().getRemoteHost());
  }

  boolean take(String address) {
    return counter(address).incrementAndGet() <= most;
  }

  /** Counts the present request. */
  void count(KeycloakSession session) {
    count(session.getContext().getConnection().getRemoteHost());
  }

  void count(String address) {
    counter(address).incrementAndGet();
  }

  private AtomicInteger counter(String address) {
    return counts.get(source(address), unknown -> new AtomicInteger());
  }

  /** What somebody is told who asks too often. */
  static Response answer() {
    return Response.fromResponse(Answers.error(Response.Status.TOO_MANY_REQUESTS, "slow"))
        .header(HttpHeaders.RETRY_AFTER, WINDOW.toSeconds())
        .build();
  }

  private static String source(String address) {
    if (address == null || !InetAddresses.isInetAddress(address)) {
      return String.valueOf(address);
    }
    InetAddress parsed = InetAddresses.forString(address);
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
        : parsed.getHostAddress();
  }
}

package org.motp.radius.policy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.motp.radius.login.LoginContext;
import org.motp.radius.login.LoginPolicy;
import org.motp.radius.login.Ruling;
import org.motp.radius.time.Timing;

/**
 * Refuses what comes too often: from one address, from one client, for one user. A refused request
 * costs Keycloak and the directory nothing, and is answered, because six silences make a FortiGate
 * call the bridge dead, for everybody.
 *
 * <p>Asked in this order, so that what is too much for an address is not taken from the user whose
 * name was typed there. Safe for use by several threads.
 */
public final class LoginLimits implements LoginPolicy {

  private static final int MOST_KEYS = 20_000;

  /** What one customer of a provider has in IPv6. */
  private static final int IPV6_SUBNET_BYTES = 8;

  /**
   * How often each may ask; empty for as often as it likes.
   *
   * @param user for one user name
   * @param address for one address of users: an IPv4 address, or an IPv6 network of 64 bits
   * @param client for one client of the configuration
   */
  public record Limits(
      Optional<RateLimit> user, Optional<RateLimit> address, Optional<RateLimit> client) {}

  private final LoginPolicy policy;
  private final Optional<Buckets> users;
  private final Optional<Buckets> addresses;
  private final Optional<Buckets> clients;

  /**
   * Puts limits before what a policy lets through.
   *
   * @param policy what it refuses is not counted
   */
  public LoginLimits(LoginPolicy policy, Limits limits, Timing timing) {
    this.policy = policy;
    this.users = limits.user().map(limit -> new Buckets(limit, MOST_KEYS, timing));
    this.addresses = limits.address().map(limit -> new Buckets(limit, MOST_KEYS, timing));
    this.clients = limits.client().map(limit -> new Buckets(limit, MOST_KEYS, timing));
  }

  @Override
  public Ruling before(LoginContext login) {
    Ruling ruling = policy.before(login);
    if (ruling instanceof Ruling.Refuse) {
      return ruling;
    }
    if (exceeded(addresses, login.address().map(LoginLimits::subnet))) {
      return new Ruling.Refuse(ruling.rule(), "too many requests from the user's address");
    }
    if (exceeded(clients, Optional.of(login.client()))) {
      return new Ruling.Refuse(ruling.rule(), "too many requests from the client");
    }
    if (exceeded(users, Optional.of(login.user().toLowerCase(Locale.ROOT)))) {
      return new Ruling.Refuse(ruling.rule(), "too many requests for the user");
    }
    return ruling;
  }

  private static boolean exceeded(Optional<Buckets> buckets, Optional<?> key) {
    return buckets.isPresent() && key.isPresent() && !buckets.get().take(key.get());
  }

  private static Object subnet(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? ByteBuffer.wrap(Arrays.copyOf(bytes, IPV6_SUBNET_BYTES)) : address;
  }
}

package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.motp.radius.login.LoginContext;
import org.motp.radius.login.LoginPolicy;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.login.Ruling;
import org.motp.radius.time.ManualTiming;

class LoginLimitsTest {

  private static final Ruling ASK =
      new Ruling.Ask("r", request -> null, LoginStyle.DEFAULT, claims -> null);

  private final ManualTiming timing = new ManualTiming();

  @Test
  void whatIsTooMuchForOneUserDoesNotStopAnother() {
    LoginPolicy limits = limits(limit(3), Optional.empty(), Optional.empty());
    for (int i = 0; i < 3; i++) {
      assertThat(limits.before(login("hark", "203.0.113.7"))).isSameAs(ASK);
    }
    assertThat(limits.before(login("HARK", "203.0.113.8")))
        .isEqualTo(new Ruling.Refuse("r", "too many requests for the user"));
    assertThat(limits.before(login("mei", "203.0.113.7"))).isSameAs(ASK);
  }

  @Test
  void whoWaitsMayAskAgainAndAWholePeriodLaterAsOftenAsAtFirst() {
    LoginPolicy limits = limits(limit(3), Optional.empty(), Optional.empty());
    assertThat(let(limits, "hark")).isEqualTo(3);
    timing.pass(Duration.ofSeconds(20));
    assertThat(let(limits, "hark")).isEqualTo(1);
    timing.pass(Duration.ofSeconds(60));
    assertThat(let(limits, "hark")).isEqualTo(3);
    timing.pass(Duration.ofHours(1));
    assertThat(let(limits, "hark")).isEqualTo(3);
  }

  @Test
  void whatComesFromOneAddressDoesNotUseUpWhatTheUserMayAsk() {
    LoginPolicy limits = limits(limit(5), limit(2), Optional.empty());
    for (int i = 0; i < 100; i++) {
      limits.before(login("hark", "198.51.100.1"));
    }
    assertThat(limits.before(login("hark", "198.51.100.1")))
        .isEqualTo(new Ruling.Refuse("r", "too many requests from the user's address"));
    assertThat(limits.before(login("hark", "203.0.113.7"))).isSameAs(ASK);
  }

  @Test
  void aNetworkOfOneHouseholdIsOneAddressInIpv6() {
    LoginPolicy limits = limits(Optional.empty(), limit(1), Optional.empty());
    assertThat(limits.before(login("a", "2001:db8:1:2::1"))).isSameAs(ASK);
    assertThat(limits.before(login("b", "2001:db8:1:2:ffff::9"))).isInstanceOf(Ruling.Refuse.class);
    assertThat(limits.before(login("c", "2001:db8:1:3::1"))).isSameAs(ASK);
  }

  @Test
  void oneClientCanBeLimitedAsAWhole() {
    LoginPolicy limits = limits(Optional.empty(), Optional.empty(), limit(2));
    limits.before(login("a", "203.0.113.1"));
    limits.before(login("b", "203.0.113.2"));
    assertThat(limits.before(login("c", "203.0.113.3")))
        .isEqualTo(new Ruling.Refuse("r", "too many requests from the client"));
  }

  @Test
  void whatAPolicyRefusesIsNotCounted() {
    Ruling refuse = new Ruling.Refuse("x", "denied by a rule");
    LoginPolicy limits =
        new LoginLimits(
            login -> login.user().equals("guest") ? refuse : ASK,
            new LoginLimits.Limits(Optional.empty(), limit(1), Optional.empty()),
            timing);
    for (int i = 0; i < 10; i++) {
      assertThat(limits.before(login("guest", "203.0.113.7"))).isSameAs(refuse);
    }
    assertThat(limits.before(login("hark", "203.0.113.7"))).isSameAs(ASK);
  }

  @Test
  void aMillionInventedNamesCostBoundedMemory() {
    Buckets buckets = new Buckets(new RateLimit(5, Duration.ofMinutes(1)), 1000, timing);
    for (int i = 0; i < 1_000_000; i++) {
      buckets.take(i);
    }
    assertThat(buckets.size()).isEqualTo(1000);
  }

  private int let(LoginPolicy limits, String user) {
    int count = 0;
    while (limits.before(login(user, "203.0.113.7")) == ASK) {
      count++;
    }
    return count;
  }

  private static Optional<RateLimit> limit(int count) {
    return Optional.of(new RateLimit(count, Duration.ofMinutes(1)));
  }

  private LoginPolicy limits(
      Optional<RateLimit> user, Optional<RateLimit> address, Optional<RateLimit> client) {
    return new LoginLimits(login -> ASK, new LoginLimits.Limits(user, address, client), timing);
  }

  private static LoginContext login(String user, String address) {
    try {
      return new LoginContext(
          "fortigate",
          Optional.empty(),
          true,
          Set.of(),
          Optional.of(InetAddress.getByName(address)),
          user,
          Optional.empty());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

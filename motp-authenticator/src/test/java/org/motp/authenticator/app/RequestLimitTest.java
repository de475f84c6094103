package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final RequestLimit limit = new RequestLimit(3, now::get);

  @Test
  void oneAddressIsStoppedAndOthersAreNot() {
    ask("192.0.2.1", 3);

    assertThat(limit.isReachedBy("192.0.2.1")).isTrue();
    assertThat(limit.isReachedBy("192.0.2.2")).isFalse();
  }

  @Test
  void fewerRequestsAreLetPass() {
    ask("192.0.2.1", 2);

    assertThat(limit.isReachedBy("192.0.2.1")).isFalse();
  }

  @Test
  void afterAMinuteEverybodyMayAskAgain() {
    ask("192.0.2.1", 3);
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(limit.isReachedBy("192.0.2.1")).isFalse();
  }

  @Test
  void nobodyGetsMoreByChangingTheAddressWithinAnIpv6Network() {
    ask("2001:db8::1", 1);
    ask("2001:db8::2", 1);
    ask("2001:db8:0:0:ffff::3", 1);

    assertThat(limit.isReachedBy("2001:db8::4")).isTrue();
    assertThat(limit.isReachedBy("2001:db8:0:1::4")).isFalse();
  }

  @Test
  void addressThatNobodyKnowsIsCountedToo() {
    ask(null, 3);

    assertThat(limit.isReachedBy(null)).isTrue();
  }

  @Test
  void ofRequestsAtOnceNoMoreAreAnsweredThanOneAfterAnother() {
    long answered =
        IntStream.range(0, 1000).parallel().filter(i -> limit.take("192.0.2.1")).count();

    assertThat(answered).isEqualTo(3);
  }

  private void ask(String address, int times) {
    for (int i = 0; i < times; i++) {
      limit.count(address);
    }
  }
}

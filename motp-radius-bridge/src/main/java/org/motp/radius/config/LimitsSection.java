package org.motp.radius.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.motp.radius.config.BridgeConfig.Limits;
import org.motp.radius.policy.LoginLimits;
import org.motp.radius.policy.RateLimit;

/** The section {@code limits}. */
final class LimitsSection {

  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,6})/([1-9][0-9]{0,3})(s|m)");
  private static final Duration LONGEST = Duration.ofMinutes(60);

  private LimitsSection() {}

  static Limits read(Settings settings) {
    return new Limits(
        settings.integer("limits.open-requests", 2000, 1, 100_000),
        settings.integer("limits.duplicates", 16_384, 1_000, 1_000_000),
        new LoginLimits.Limits(
            rate(settings, "limits.per-user", 20),
            rate(settings, "limits.per-address", 300),
            rate(settings, "limits.per-client", 6000)));
  }

  private static Optional<RateLimit> rate(Settings settings, String key, int aMinute) {
    return settings.parse(
        key, Optional.of(new RateLimit(aMinute, Duration.ofMinutes(1))), LimitsSection::rate);
  }

  private static Optional<RateLimit> rate(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      int amount = Integer.parseInt(matcher.group(2));
      Duration period =
          matcher.group(3).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMinutes(amount);
      if (period.compareTo(LONGEST) <= 0) {
        return Optional.of(new RateLimit(Integer.parseInt(matcher.group(1)), period));
      }
    }
    throw new IllegalArgumentException(
        "must be a number and a time of at most 60m, such as 20/1m, or none");
  }
}

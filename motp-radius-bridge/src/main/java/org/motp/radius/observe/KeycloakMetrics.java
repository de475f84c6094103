package org.motp.radius.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.KeycloakListener;

/** How Keycloak does, as numbers, for each realm. Safe for use by several threads. */
public final class KeycloakMetrics {

  private static final Map<Class<? extends GrantAnswer>, String> ANSWERS =
      Map.of(
          GrantAnswer.Granted.class, "granted",
          GrantAnswer.CodeWanted.class, "code_wanted",
          GrantAnswer.Pending.class, "pending",
          GrantAnswer.SetupWanted.class, "setup_wanted",
          GrantAnswer.Refused.class, "refused",
          GrantAnswer.Unavailable.class, "unavailable",
          GrantAnswer.Untrusted.class, "untrusted");

  private final MeterRegistry registry;
  private final Map<String, OfRealm> realms = new ConcurrentHashMap<>();

  public KeycloakMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The listener for a realm; asked for again it begins anew with a Keycloak that is there. */
  public KeycloakListener of(String realm) {
    OfRealm listener = realms.computeIfAbsent(realm, name -> new OfRealm(registry, name));
    listener.reset();
    return listener;
  }

  private static final class OfRealm implements KeycloakListener {

    private final MeterRegistry registry;
    private final String realm;
    private final Map<Class<? extends GrantAnswer>, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger up;
    private final AtomicInteger trusted;
    private final AtomicInteger open;

    OfRealm(MeterRegistry registry, String realm) {
      this.registry = registry;
      this.realm = realm;
      this.up = gauge("motp.radius.keycloak.up", "1 while Keycloak answers, else 0");
      this.trusted =
          gauge("motp.radius.keycloak.tokens.trusted", "1 while its tokens are believed, else 0");
      this.open =
          gauge(
              "motp.radius.keycloak.breaker.open", "1 while no login is sent to Keycloak, else 0");
    }

    private AtomicInteger gauge(String name, String description) {
      AtomicInteger value = new AtomicInteger();
      Gauge.builder(name, value, AtomicInteger::get)
          .description(description)
          .tag("realm", realm)
          .register(registry);
      return value;
    }

    void reset() {
      up.set(1);
      trusted.set(1);
      open.set(0);
    }

    @Override
    public void lost(String reason) {
      up.set(0);
    }

    @Override
    public void back() {
      up.set(1);
    }

    @Override
    public void distrusted(String reason) {
      trusted.set(0);
    }

    @Override
    public void trusted() {
      trusted.set(1);
    }

    @Override
    public void breaker(boolean isOpen) {
      open.set(isOpen ? 1 : 0);
    }

    @Override
    public void asked(GrantAnswer answer, Duration took) {
      timers
          .computeIfAbsent(
              answer.getClass(),
              type ->
                  Timer.builder("motp.radius.keycloak")
                      .description("From a question to Keycloak's answer")
                      .tags("realm", realm, "answer", ANSWERS.getOrDefault(type, "other"))
                      .serviceLevelObjectives(Metrics.BUCKETS)
                      .register(registry))
          .record(took);
    }
  }
}

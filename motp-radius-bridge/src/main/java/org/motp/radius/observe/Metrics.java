package org.motp.radius.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;

/**
 * Counts what happens to packets and requests. Labels have few values: names from the configuration
 * and words of our own, never a user, an address or anything else that a packet brings along. Safe
 * for use by several threads.
 */
public final class Metrics implements IntakeListener {

  /** Around what a FortiGate waits for; the whole of a Reject takes a second on purpose. */
  static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(3),
    Duration.ofSeconds(4),
    Duration.ofSeconds(5)
  };

  private static final String NOBODY = "unknown";
  private static final int MOST_REASONS = 64;

  private record Finished(String client, String outcome, String reason) {}

  private record Arrived(String client, int code) {}

  private record Ruled(String rule, String outcome) {}

  private record Dropped(String client, Drop why) {}

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final OpenChallenges challenges;
  private final Map<Finished, Counter> finished = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Arrived, Counter> arrived = new ConcurrentHashMap<>();
  private final Map<Ruled, Counter> ruled = new ConcurrentHashMap<>();
  private final Map<Dropped, Counter> dropped = new ConcurrentHashMap<>();
  private final Map<String, Counter> duplicates = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> lastPackets = new ConcurrentHashMap<>();
  private final Map<String, String> reasons = new ConcurrentHashMap<>();

  /**
   * Registers everything that can be there before the first packet.
   *
   * @param clock for the time of a client's last packet
   */
  public Metrics(MeterRegistry registry, Timing timing, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.challenges = new OpenChallenges(timing);
    Gauge.builder("motp.radius.challenges.open", challenges, OpenChallenges::count)
        .description("Challenges sent by this bridge and not answered here, at most 20000")
        .register(registry);
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }

  /**
   * Shows how many connections there are now; asked whenever the numbers are read, by any thread.
   *
   * @param sessions of users in the VPN
   * @param radsec of NASes to this bridge
   */
  public void connections(IntSupplier sessions, IntSupplier radsec) {
    Gauge.builder("motp.radius.sessions", sessions::getAsInt)
        .description("Users who are connected, as the NASes account for them")
        .register(registry);
    Gauge.builder("motp.radius.radsec.connections", radsec::getAsInt)
        .description("Open RadSec connections")
        .register(registry);
  }

  @Override
  public void arrived(Nas nas, int code, boolean again) {
    arrived
        .computeIfAbsent(
            new Arrived(nas.name(), code),
            key ->
                counter(
                    "motp.radius.packets",
                    "Packets that were let in",
                    Tags.of("client", key.client(), "code", PacketCode.name(key.code()))))
        .increment();
    lastPackets.computeIfAbsent(nas.name(), this::lastPacket).set(clock.millis());
    Counter repeated = duplicates.computeIfAbsent(nas.name(), this::duplicates);
    if (again) {
      repeated.increment();
    }
  }

  private Counter duplicates(String client) {
    return counter(
        "motp.radius.duplicates",
        "Packets that had come before and started nothing",
        Tags.of("client", client));
  }

  private AtomicLong lastPacket(String client) {
    AtomicLong millis = new AtomicLong();
    TimeGauge.builder(
            "motp.radius.client.last.packet.timestamp",
            millis,
            TimeUnit.MILLISECONDS,
            AtomicLong::get)
        .description("When the last packet of the client was let in, since 1970")
        .tag("client", client)
        .register(registry);
    return millis;
  }

  @Override
  public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {
    dropped
        .computeIfAbsent(
            new Dropped(nas.map(Nas::name).orElse(NOBODY), why),
            key ->
                counter(
                    "motp.radius.dropped",
                    "Packets that were not let in",
                    Tags.of(
                        "client",
                        key.client(),
                        "reason",
                        key.why().name().toLowerCase(Locale.ROOT))))
        .increment();
  }

  @Override
  public void finished(
      Request request, Answer answer, Duration took, int duplicates, boolean sent) {
    String outcome = answer instanceof Answer.Reply && !sent ? "late" : Outcome.of(answer);
    finished
        .computeIfAbsent(
            new Finished(request.nas().name(), outcome, bounded(answer.reason())),
            key ->
                counter(
                    "motp.radius.requests",
                    "Requests that were worked on, by what became of them",
                    Tags.of(
                        "client", key.client(), "outcome", key.outcome(), "reason", key.reason())))
        .increment();
    timers.computeIfAbsent(outcome, this::timer).record(took);
    String rule = answer.details().get("rule");
    if (rule != null) {
      ruled
          .computeIfAbsent(
              new Ruled(rule, outcome),
              key ->
                  counter(
                      "motp.radius.rules",
                      "Requests that a rule of the policy decided, by what became of them",
                      Tags.of("rule", key.rule(), "outcome", key.outcome())))
          .increment();
    }
    String answers = answer.details().get("answers");
    if (answers != null) {
      challenges.answered(answers);
    }
    String challenge = answer.details().get("challenge");
    if (challenge != null && sent) {
      challenges.sent(challenge);
    }
  }

  @Override
  public void failed(Request request, Throwable cause) {
    registry.counter("motp.radius.defects").increment();
  }

  private Timer timer(String outcome) {
    return Timer.builder("motp.radius.request")
        .description("From the arrival of a request to the reply")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  /** Without what may follow a colon, and only so many different ones: Keycloak may invent some. */
  private String bounded(String reason) {
    int colon = reason.indexOf(": ");
    String words = colon < 0 ? reason : reason.substring(0, colon);
    String known = reasons.get(words);
    if (known != null) {
      return known;
    }
    if (reasons.size() >= MOST_REASONS) {
      return "other";
    }
    reasons.put(words, words);
    return words;
  }
}

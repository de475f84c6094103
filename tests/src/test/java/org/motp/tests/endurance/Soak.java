package org.motp.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.motp.tests.endurance.Ledger.End;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;

/**
 * Many users, right and wrong, at a steady rate, while Keycloak is restarted again and again.
 * Nobody is let in who should not be, nobody is lost whom Keycloak answered, and memory stays flat.
 */
@InHouse
class Soak {

  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("motp.soak.minutes", 60));

  private static final Duration BETWEEN_RESTARTS =
      Duration.ofSeconds(Long.getLong("motp.soak.restart-seconds", 300));

  private static final double LOGINS_PER_SECOND = 3;
  private static final int USERS = 120;
  private static final int WORKERS = 40;

  private static final Duration SAMPLE = Duration.ofSeconds(30);

  /** Until the compiled code has its size. */
  private static final Duration SETTLED = LENGTH.dividedBy(2);

  private static final double FLAT = 1.05;

  private record Sample(Duration at, List<Long> kilobytes) {}

  private final House house;
  private final Ledger ledger = new Ledger();
  private final Restarts restarts = new Restarts();
  private final List<Sample> samples = new ArrayList<>();

  Soak(House house) {
    this.house = house;
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void nobodyIsWronglyLetInOrLostAndMemoryStaysFlat() throws IOException, InterruptedException {
    List<User> users = users();
    Instant begin = Instant.now();
    Thread restarter = new Thread(this::restartAgainAndAgain, "restarts");
    restarter.setDaemon(true);
    restarter.start();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    int turn = 0;
    Duration nextSample = Duration.ZERO;
    while (since(begin).compareTo(LENGTH) < 0) {
      User user = users.get(turn % users.size());
      workers.execute(user::attempt);
      turn++;
      if (since(begin).compareTo(nextSample) >= 0) {
        sample(since(begin));
        nextSample = nextSample.plus(SAMPLE);
      }
      Pace.until(begin.plusMillis(Math.round(turn * 1000 / LOGINS_PER_SECOND)));
    }
    restarts.noMore();
    workers.shutdown();
    assertThat(workers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    restarter.join();
    report(users);
  }

  private List<User> users() throws IOException {
    List<User> users = new ArrayList<>();
    Random random = new Random(2865);
    for (int i = 0; i < USERS; i++) {
      Employee employee = house.hire();
      Phone phone = employee.registers();
      Bridge bridge = i % 2 == 0 ? house.bridge() : house.otherBridge();
      users.add(
          new User(employee, phone, new Gateway(bridge), ledger, restarts, random.nextLong()));
    }
    return users;
  }

  private void restartAgainAndAgain() {
    Instant next = Instant.now().plus(BETWEEN_RESTARTS);
    while (Pace.until(next) && restarts.begin()) {
      house.keycloak().stop();
      house.restartKeycloak();
      restarts.end();
      next = next.plus(BETWEEN_RESTARTS);
    }
  }

  private void sample(Duration at) throws IOException {
    List<Long> kilobytes =
        List.of(
            resident(house.bridge().process().pid()),
            resident(house.otherBridge().process().pid()));
    samples.add(new Sample(at, kilobytes));
    System.out.printf(
        Locale.ROOT,
        "%4d s  restarts %d  bridges %d and %d MB  %s%n",
        at.toSeconds(),
        restarts.count(),
        kilobytes.get(0) / 1024,
        kilobytes.get(1) / 1024,
        ledger.line());
  }

  private static long resident(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(java.nio.file.Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private void report(List<User> users) throws IOException {
    int logins = 0;
    List<String> unexplained = new ArrayList<>();
    for (User user : users) {
      int taken = user.loginsThatKeycloakHasSeen(house);
      int accepts = ledger.accepts(user.name());
      logins += taken;
      if (taken < accepts || taken > accepts + ledger.unclearCodes(user.name())) {
        unexplained.add(
            user.name() + ": " + taken + " logins in Keycloak, " + accepts + " Accepts");
      }
    }
    System.out.println("In the end: " + ledger.line());
    System.out.printf(
        "Keycloak has taken %d codes, %d Accepts have arrived; %d restarts%n",
        logins, ledger.accepts(), restarts.count());
    long settled = most(samples.stream().filter(s -> s.at().compareTo(SETTLED) <= 0).toList());
    long later = most(samples.stream().filter(s -> s.at().compareTo(SETTLED) > 0).toList());
    System.out.printf(
        "Most resident memory of a bridge: %d MB in the first half, %d MB in the second%n",
        settled / 1024, later / 1024);
    assertThat(ledger.complaints()).isEmpty();
    assertThat(unexplained).isEmpty();
    assertThat(ledger.count(End.RIGHT)).isPositive();
    assertThat((double) later).as("memory, kB").isLessThan(settled * FLAT);
  }

  private static long most(List<Sample> samples) {
    return samples.stream()
        .flatMap(sample -> sample.kilobytes().stream())
        .mapToLong(Long::longValue)
        .max()
        .orElseThrow();
  }

  private static Duration since(Instant begin) {
    return Duration.between(begin, Instant.now());
  }

  /** When Keycloak could not be asked. Thread-safe. */
  static final class Restarts {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private boolean over;

    /** False if there shall be no more. */
    synchronized boolean begin() {
      if (!over) {
        begun.incrementAndGet();
      }
      return !over;
    }

    void end() {
      ended.incrementAndGet();
    }

    synchronized void noMore() {
      over = true;
    }

    int count() {
      return begun.get();
    }

    boolean underWay() {
      return begun.get() != ended.get();
    }
  }
}

package org.motp.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.motp.demo.KeycloakServer;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.PushKey;
import org.motp.tests.vpn.VpnReply.Kind;

/** Two nodes, two bridges, people logging in, and one of each dies at once. */
class Cluster {

  private static final int USERS = 60;

  /** All log in when there is a new code: so long after it most are in the middle of it. */
  private static final Duration IN_THE_MIDDLE = Duration.ofMillis(400);

  private static final Duration LENGTH = Duration.ofSeconds(140);

  private static final String BRIDGE =
      """
      listen: 127.0.0.1:@PORT@
      keycloak: {url: ["%s", "%s"], issuer: "%s/realms/motp"}
      clients:
        - name: gateway
          address: 127.0.0.1
          secret: "@SECRET@"
      limits: {per-user: none, per-address: none}
      """;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void whoeverIsLoggingInWhenOneOfEachDiesGetsInAndNoCodeCountsTwice()
      throws IOException, InterruptedException {
    try (Postgres postgres = Postgres.start();
        House house = House.onPostgres(postgres.url());
        KeycloakServer dying = house.secondNode(postgres.url())) {
      Bridge first = bridge(house, "first", dying, house.keycloak());
      Bridge second = bridge(house, "second", house.keycloak(), dying);
      try {
        crash(house, dying, first, second);
      } finally {
        first.process().close();
        second.process().close();
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void twoNodesThatMakeTheKeyForPushMessagesAtOnceKeepTheSame()
      throws IOException, InterruptedException, ExecutionException {
    try (Postgres postgres = Postgres.start();
        House house = House.onPostgres(postgres.url());
        KeycloakServer other = house.secondNode(postgres.url())) {
      assertThat(PushKey.seenAtOnce("motp", List.of(house.url(), other.uri()))).hasSize(1);
    }
  }

  private static Bridge bridge(House house, String name, KeycloakServer one, KeycloakServer other) {
    return house.startBridge(name, BRIDGE.formatted(one.uri(), other.uri(), house.url()));
  }

  private static void crash(House house, KeycloakServer dying, Bridge first, Bridge second)
      throws IOException, InterruptedException {
    List<Commuter> commuters = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Employee employee = house.hire();
      Phone phone = employee.registers();
      commuters.add(new Commuter(employee, phone, first, second));
    }
    Instant begin = Instant.now();
    ExecutorService threads = Executors.newFixedThreadPool(USERS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      Commuter commuter = commuters.get(i);
      Instant start = begin.plusMillis(500L * i);
      running.add(threads.submit(() -> commuter.commute(start, begin.plus(LENGTH))));
    }
    whenMostAreLoggingIn(commuters, begin.plusSeconds(45), "a Keycloak node", dying::kill);
    whenMostAreLoggingIn(commuters, begin.plusSeconds(80), "a bridge", first.process()::kill);
    threads.shutdown();
    assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    for (Future<?> one : running) {
      assertThat(one).succeedsWithin(Duration.ZERO);
    }
    report(commuters, List.of(house.keycloak().log(), dying.log()));
  }

  private static void whenMostAreLoggingIn(
      List<Commuter> commuters, Instant earliest, String what, Runnable kill) {
    long step = earliest.getEpochSecond() / Commuter.STEP_SECONDS + 1;
    Commuter.until(Instant.ofEpochSecond(step * Commuter.STEP_SECONDS).plus(IN_THE_MIDDLE));
    long first = commuters.stream().filter(c -> c.leg == 1).count();
    long second = commuters.stream().filter(c -> c.leg == 2).count();
    kill.run();
    System.out.printf(
        "kill -9 of %s, with %d logins in their first leg and %d in their second%n",
        what, first, second);
  }

  private static void report(List<Commuter> commuters, List<Path> logs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path log : logs) {
      lines.addAll(Files.readAllLines(log));
    }
    int logins = 0;
    for (Commuter commuter : commuters) {
      logins +=
          (int)
              lines.stream()
                  .filter(line -> line.contains("type=\"LOGIN\"") && line.contains("radius-bridge"))
                  .filter(line -> line.contains("\"" + commuter.name() + "\""))
                  .count();
    }
    System.out.printf(
        "%d Accepts, %d codes taken by Keycloak; %d logins were refused or unanswered, of which %d"
            + " succeeded with the next code; at the second server: %d; longest login %d ms%n",
        sum(commuters, c -> c.accepts),
        logins,
        sum(commuters, c -> c.failures),
        sum(commuters, c -> c.repaired),
        sum(commuters, c -> c.atSecondServer),
        commuters.stream().mapToLong(c -> c.longestMillis).max().orElseThrow());
    assertThat(commuters.stream().flatMap(c -> c.complaints.stream())).isEmpty();
    assertThat(sum(commuters, c -> c.accepts)).isGreaterThan(USERS);
  }

  private static int sum(List<Commuter> commuters, ToIntFunction<Commuter> figure) {
    return commuters.stream().mapToInt(figure).sum();
  }

  /** Logs in with each new code; confined to one thread until the end. */
  private static final class Commuter {
    private static final long STEP_SECONDS = 30;

    private final Employee employee;
    private final Phone phone;
    private final List<Bridge> servers;
    private final List<String> complaints = new ArrayList<>();
    private int accepts;
    private int failures;
    private int repaired;
    private int atSecondServer;
    private long longestMillis;
    private long usedStep;
    private volatile int leg;

    Commuter(Employee employee, Phone phone, Bridge first, Bridge second) {
      this.employee = employee;
      this.phone = phone;
      this.servers = List.of(first, second);
      this.usedStep = step();
    }

    String name() {
      return employee.account();
    }

    void commute(Instant start, Instant end) {
      until(start);
      boolean failed = false;
      try (Gateway one = new Gateway(servers.get(0));
          Gateway other = new Gateway(servers.get(1))) {
        List<Gateway> gateways = List.of(one, other);
        while (Instant.now().isBefore(end) || failed) {
          until(Instant.ofEpochSecond((usedStep + 1) * STEP_SECONDS));
          boolean accepted = logIn(gateways);
          if (failed && accepted) {
            repaired++;
          }
          if (failed && !accepted) {
            complaints.add(name() + " did not get in with the next code either");
            return;
          }
          failed = !accepted;
        }
      } catch (IOException e) {
        complaints.add(name() + ": " + e);
      }
    }

    /** As a FortiGate with two servers does: the second is asked what the first does not answer. */
    private boolean logIn(List<Gateway> gateways) throws IOException {
      long begin = System.nanoTime();
      leg = 1;
      Gateway.Reply challenge = firstReply(gateways, g -> g.login(name(), employee.password()));
      if (challenge.kind() != Kind.CHALLENGE) {
        failures++;
        usedStep = Math.max(usedStep, step() - 1);
        return false;
      }
      leg = 2;
      usedStep = step();
      String code = phone.codeAt(Instant.ofEpochSecond(usedStep * STEP_SECONDS));
      Gateway.Reply reply = firstReply(gateways, g -> g.answer(name(), challenge, code));
      leg = 0;
      boolean accepted = reply.kind() == Kind.ACCEPT;
      longestMillis = Math.max(longestMillis, (System.nanoTime() - begin) / 1_000_000);
      if (!accepted) {
        failures++;
        return false;
      }
      accepts++;
      Gateway.Reply again = firstReply(gateways, g -> g.answer(name(), challenge, code));
      if (again.kind() == Kind.ACCEPT) {
        complaints.add(name() + " was let in twice with one code");
      }
      return true;
    }

    private interface Question {
      Gateway.Reply ask(Gateway gateway) throws IOException;
    }

    private Gateway.Reply firstReply(List<Gateway> gateways, Question question) throws IOException {
      Gateway.Reply reply = question.ask(gateways.get(0));
      if (reply.kind() == Kind.SILENCE) {
        atSecondServer++;
        reply = question.ask(gateways.get(1));
      }
      return reply;
    }

    private static long step() {
      return Instant.now().getEpochSecond() / STEP_SECONDS;
    }

    private static void until(Instant moment) {
      try {
        TimeUnit.MILLISECONDS.sleep(
            Math.max(0, Duration.between(Instant.now(), moment).toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

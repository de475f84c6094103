package org.motp.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.motp.demo.KeycloakServer;
import org.motp.tests.endurance.Commuter.Leg;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.PushKey;
import org.motp.tests.vpn.VpnReply.Kind;

/** Two nodes, two bridges, people logging in, and one of them dies, again and again. */
class Cluster {

  private static final int USERS = 60;

  /** So many wait for what becomes of their code when something dies. */
  private static final int WAITING = USERS / 3;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

  private static final String BRIDGE =
      """
      listen: 127.0.0.1:@PORT@
      keycloak: {url: ["%s", "%s"], issuer: "%s/realms/motp"}
      clients:
        - name: gateway
          address: 127.0.0.1
          secret: "@SECRET@"
      limits: {per-user: none, per-address: none}
      management: {listen: "127.0.0.1:0"}
      """;

  private final List<Commuter> commuters = new ArrayList<>();

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
        hire(house, first, second);
        crashAgainAndAgain(dying, first, second);
        report(List.of(house.keycloak().log(), dying.log()));
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

  private void hire(House house, Bridge first, Bridge second) {
    for (int i = 0; i < USERS; i++) {
      Employee employee = house.hire();
      Phone phone = employee.registers();
      boolean odd = i % 2 == 1;
      commuters.add(new Commuter(employee, phone, odd ? second : first, odd ? first : second));
    }
  }

  private void crashAgainAndAgain(KeycloakServer dying, Bridge first, Bridge second)
      throws IOException, InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(USERS);
    List<Future<?>> running = new ArrayList<>();
    commuters.forEach(one -> running.add(threads.submit(() -> one.commute(over::get))));
    whenManyWaitForTheirCode("a Keycloak node", dying::kill);
    whenManyWaitForTheirCode("a bridge", first.process()::kill);
    first.process().start();
    whenManyWaitForTheirCode("the other bridge", second.process()::kill);
    second.process().start();
    dying.start();
    everybodyHasLoggedInAfter(Commuter.step());
    whenManyWaitForTheirCode("the Keycloak node again", dying::kill);
    over.set(true);
    threads.shutdown();
    assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    for (Future<?> one : running) {
      assertThat(one).succeedsWithin(Duration.ZERO);
    }
  }

  /** Kills, waits until all have logged in with a later code, and says what became of whom. */
  private void whenManyWaitForTheirCode(String what, Runnable kill) {
    await()
        .atMost(LONGEST_WAIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> count(Leg.CODE) >= WAITING);
    Map<Commuter, Integer> typing = inFlight(Leg.PASSWORD);
    Map<Commuter, Integer> waiting = inFlight(Leg.CODE);
    kill.run();
    long step = Commuter.step();
    System.out.printf(
        "kill -9 of %s: of %d logins in their first leg %s, of %d in their second %s%n",
        what, typing.size(), ends(typing), waiting.size(), ends(waiting));
    everybodyHasLoggedInAfter(step);
  }

  private long count(Leg leg) {
    return commuters.stream().filter(one -> one.leg() == leg).count();
  }

  /** Who is there, and how many logins of theirs had ended before. */
  private Map<Commuter, Integer> inFlight(Leg leg) {
    Map<Commuter, Integer> found = new HashMap<>();
    commuters.stream().filter(one -> one.leg() == leg).forEach(one -> found.put(one, one.logins()));
    return found;
  }

  private static Map<Kind, Integer> ends(Map<Commuter, Integer> inFlight) {
    Map<Kind, Integer> ends = new TreeMap<>();
    inFlight.forEach(
        (commuter, before) -> {
          await().atMost(LONGEST_WAIT).until(() -> commuter.logins() > before);
          ends.merge(commuter.lastEnd(), 1, Integer::sum);
        });
    return ends;
  }

  private void everybodyHasLoggedInAfter(long step) {
    await()
        .atMost(LONGEST_WAIT)
        .until(
            () ->
                commuters.stream().allMatch(one -> one.usedStep() > step && one.leg() == Leg.NONE));
  }

  private void report(List<Path> logs) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path log : logs) {
      lines.addAll(Files.readAllLines(log));
    }
    int taken = sum(one -> codesTaken(one, lines));
    System.out.printf(
        "%d Accepts, %d codes taken by Keycloak, so %d were taken in vain; %d logins were refused"
            + " or unanswered, of which %d were followed by one with the next code that succeeded;"
            + " at the second server: %d; longest login %d ms%n",
        sum(Commuter::accepts),
        taken,
        taken - sum(Commuter::accepts),
        sum(one -> one.logins() - one.accepts()),
        sum(Commuter::repaired),
        sum(Commuter::atSecondServer),
        commuters.stream().mapToLong(Commuter::longestMillis).max().orElseThrow());
    assertThat(commuters.stream().flatMap(one -> one.complaints().stream())).isEmpty();
    assertThat(commuters).allMatch(one -> one.accepts() <= codesTaken(one, lines));
    assertThat(sum(Commuter::accepts)).isGreaterThan(USERS);
  }

  private static int codesTaken(Commuter commuter, List<String> lines) {
    return (int)
        lines.stream()
            .filter(line -> line.contains("type=\"LOGIN\"") && line.contains("radius-bridge"))
            .filter(line -> line.contains("\"" + commuter.name() + "\""))
            .count();
  }

  private int sum(ToIntFunction<Commuter> figure) {
    return commuters.stream().mapToInt(figure).sum();
  }
}

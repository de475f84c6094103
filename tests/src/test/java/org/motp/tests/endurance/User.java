package org.motp.tests.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.motp.tests.endurance.Gateway.Reply;
import org.motp.tests.endurance.Ledger.Attempt;
import org.motp.tests.endurance.Ledger.End;
import org.motp.tests.endurance.Soak.Restarts;
import org.motp.tests.house.House;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** Somebody who logs in now and then, mostly rightly. Does one thing at a time. */
final class User {

  private static final long STEP_SECONDS = 30;

  private final Employee employee;
  private final Phone phone;
  private final Gateway gateway;
  private final Ledger ledger;
  private final Restarts restarts;
  private final Random random;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long usedStep;
  private int restartsBefore;
  private boolean restartBefore;

  User(
      Employee employee,
      Phone phone,
      Gateway gateway,
      Ledger ledger,
      Restarts restarts,
      long seed) {
    this.employee = employee;
    this.phone = phone;
    this.gateway = gateway;
    this.ledger = ledger;
    this.restarts = restarts;
    this.random = new Random(seed);
    this.usedStep = step();
  }

  String name() {
    return employee.account();
  }

  /** Attempts something, unless the last attempt still goes on. */
  void attempt() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      restartsBefore = restarts.count();
      restartBefore = restarts.underWay();
      attempt(choose());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      busy.set(false);
    }
  }

  private Attempt choose() {
    int hundredth = random.nextInt(100);
    if (step() <= usedStep || hundredth < 8) {
      return Attempt.WRONG_PASSWORD;
    }
    if (hundredth < 10) {
      return Attempt.UNKNOWN_USER;
    }
    Attempt[] others = {
      Attempt.WRONG_CODE_FIRST, Attempt.CODE_AGAIN, Attempt.STATE_AGAIN, Attempt.PACKET_AGAIN
    };
    return hundredth < 26 ? others[hundredth % 4] : Attempt.GOOD;
  }

  private void attempt(Attempt attempt) throws IOException {
    switch (attempt) {
      case WRONG_PASSWORD -> mustBe(attempt, gateway.login(name(), "not " + name()), Kind.REJECT);
      case UNKNOWN_USER ->
          mustBe(attempt, gateway.login("nobody." + name(), employee.password()), Kind.REJECT);
      default -> logIn(attempt);
    }
  }

  private void logIn(Attempt attempt) throws IOException {
    long begin = System.nanoTime();
    Reply challenge = gateway.login(name(), employee.password());
    if (!mayGoOn(attempt, challenge, Kind.CHALLENGE)) {
      return;
    }
    if (attempt == Attempt.WRONG_CODE_FIRST) {
      challenge = gateway.answer(name(), challenge, phone.wrongCode());
      if (!mayGoOn(attempt, challenge, Kind.CHALLENGE)) {
        return;
      }
      types();
    }
    usedStep = step();
    String code = phone.codeAt(Instant.ofEpochSecond(usedStep * STEP_SECONDS));
    Reply reply = gateway.answer(name(), challenge, code);
    if (reply.kind() != Kind.ACCEPT) {
      ledger.unclear(name());
    }
    if (!mayGoOn(attempt, reply, Kind.ACCEPT)) {
      return;
    }
    ledger.accepted(name(), (System.nanoTime() - begin) / 1_000_000);
    switch (attempt) {
      case CODE_AGAIN -> {
        types();
        Reply second = gateway.login(name(), employee.password());
        if (mayGoOn(attempt, second, Kind.CHALLENGE)) {
          mustBe(attempt, gateway.answer(name(), second, code), Kind.CHALLENGE);
        }
      }
      case STATE_AGAIN -> mustBe(attempt, gateway.answer(name(), challenge, code), Kind.REJECT);
      case PACKET_AGAIN -> {
        Reply again = gateway.again(reply);
        ledger.ended(
            attempt, again.sameBytes(reply) ? End.RIGHT : End.LOST, name() + " got another reply");
      }
      default -> ledger.ended(attempt, End.RIGHT, name());
    }
  }

  /** Whether the reply is the one with which the attempt goes on; else it has ended. */
  private boolean mayGoOn(Attempt attempt, Reply reply, Kind wanted) {
    if (reply.kind() != wanted) {
      ledger.ended(attempt, wrongEnd(reply), name() + " got " + reply + " and not " + wanted);
    }
    return reply.kind() == wanted;
  }

  private void mustBe(Attempt attempt, Reply reply, Kind wanted) {
    End end = reply.kind() == wanted ? End.RIGHT : wrongEnd(reply);
    ledger.ended(attempt, end, name() + " got " + reply + " and not " + wanted);
  }

  private End wrongEnd(Reply reply) {
    if (reply.kind() == Kind.ACCEPT) {
      return End.WRONGLY_ACCEPTED;
    }
    boolean restarted = restartBefore || restarts.underWay() || restarts.count() != restartsBefore;
    return restarted ? End.INTERRUPTED : End.LOST;
  }

  /**
   * What it takes to type. While Keycloak still counts a user's last answer, some milliseconds
   * long, it refuses the next one unseen ({@code user_temporarily_disabled}).
   */
  private static void types() {
    Pace.until(Instant.now().plusSeconds(2));
  }

  private static long step() {
    return Instant.now().getEpochSecond() / STEP_SECONDS;
  }

  /** How many codes Keycloak's own log says that it has taken from this user at the VPN. */
  int loginsThatKeycloakHasSeen(House house) throws IOException {
    try (Stream<String> lines = Files.lines(house.keycloak().log())) {
      return (int)
          lines
              .filter(line -> line.contains("type=\"LOGIN\"") && line.contains("radius-bridge"))
              .filter(line -> line.contains("\"" + name() + "\""))
              .count();
    }
  }
}

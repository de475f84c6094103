package org.motp.tests.endurance;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.motp.tests.house.Bridge;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * Logs in with each new code, at a gateway with two servers. Confined to one thread until the end,
 * but for what is said to be seen from outside.
 */
final class Commuter {
  private static final long STEP_SECONDS = 30;

  /** Where a login is. */
  enum Leg {
    NONE,
    PASSWORD,
    CODE
  }

  private final Employee employee;
  private final Phone phone;
  private final List<Bridge> servers;
  private final List<String> complaints = new ArrayList<>();
  private int accepts;
  private int repaired;
  private int atSecondServer;
  private long longestMillis;
  private volatile long usedStep;
  private final AtomicInteger logins = new AtomicInteger();
  private volatile Kind lastEnd = Kind.SILENCE;
  private volatile Leg leg = Leg.NONE;

  Commuter(Employee employee, Phone phone, Bridge first, Bridge second) {
    this.employee = employee;
    this.phone = phone;
    this.servers = List.of(first, second);
    this.usedStep = step();
  }

  String name() {
    return employee.account();
  }

  /** Goes on until it is over, and until a login that failed was followed by one that did not. */
  void commute(BooleanSupplier over) {
    boolean failed = false;
    try (Gateway one = new Gateway(servers.get(0));
        Gateway other = new Gateway(servers.get(1))) {
      List<Gateway> gateways = List.of(one, other);
      while (!over.getAsBoolean() || failed) {
        Pace.until(Instant.ofEpochSecond((usedStep + 1) * STEP_SECONDS));
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

  private boolean logIn(List<Gateway> gateways) throws IOException {
    long begin = System.nanoTime();
    leg = Leg.PASSWORD;
    Gateway.Reply challenge = firstReply(gateways, g -> g.login(name(), employee.password()));
    if (challenge.kind() != Kind.CHALLENGE) {
      usedStep = Math.max(usedStep, step() - 1);
      return ended(challenge.kind());
    }
    leg = Leg.CODE;
    usedStep = step();
    String code = phone.codeAt(Instant.ofEpochSecond(usedStep * STEP_SECONDS));
    Gateway.Reply reply = firstReply(gateways, g -> g.answer(name(), challenge, code));
    longestMillis = Math.max(longestMillis, (System.nanoTime() - begin) / 1_000_000);
    if (reply.kind() != Kind.ACCEPT && reply.kind() != Kind.REJECT) {
      complaints.add(name() + "'s code was answered with " + reply);
    }
    if (!ended(reply.kind())) {
      return false;
    }
    accepts++;
    if (firstReply(gateways, g -> g.answer(name(), challenge, code)).kind() == Kind.ACCEPT) {
      complaints.add(name() + " was let in twice with one code");
    }
    return true;
  }

  private boolean ended(Kind kind) {
    lastEnd = kind;
    leg = Leg.NONE;
    logins.incrementAndGet();
    return kind == Kind.ACCEPT;
  }

  private interface Question {
    Gateway.Reply ask(Gateway gateway) throws IOException;
  }

  /** As a FortiGate with two servers does: the second is asked what the first does not answer. */
  private Gateway.Reply firstReply(List<Gateway> gateways, Question question) throws IOException {
    Gateway.Reply reply = question.ask(gateways.get(0));
    if (reply.kind() == Kind.SILENCE) {
      atSecondServer++;
      reply = question.ask(gateways.get(1));
    }
    return reply;
  }

  static long step() {
    return Instant.now().getEpochSecond() / STEP_SECONDS;
  }

  /** Where the present login is; seen from outside. */
  Leg leg() {
    return leg;
  }

  /** How many logins have ended; seen from outside. */
  int logins() {
    return logins.get();
  }

  /** How the last login ended; seen from outside. */
  Kind lastEnd() {
    return lastEnd;
  }

  /** Of when the last code was that was typed; seen from outside. */
  long usedStep() {
    return usedStep;
  }

  int accepts() {
    return accepts;
  }

  int repaired() {
    return repaired;
  }

  int atSecondServer() {
    return atSecondServer;
  }

  long longestMillis() {
    return longestMillis;
  }

  List<String> complaints() {
    return complaints;
  }
}

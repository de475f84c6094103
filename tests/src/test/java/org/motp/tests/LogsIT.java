package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * Nobody who reads a log can log in. Looks at what all classes before it have logged, at the most
 * talkative level, and makes a login of its own for when it runs alone.
 */
@InHouse
@Order(Integer.MAX_VALUE)
class LogsIT {
  /** A number of six digits by itself; one inside of a longer number or a random id is no code. */
  private static final Pattern CODE =
      Pattern.compile("(?<![0-9A-Za-z_.-])[0-9]{6}(?![0-9A-Za-z_-])");

  private final House house;

  LogsIT(House house) {
    this.house = house;
  }

  @Test
  void logsOfKeycloakAndBridgesContainNoPasswordCodeStateOrKey() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    VpnReply again = house.vpn().answer(employee.account(), challenge, phone.wrongCode());
    assertThat(house.vpn().answer(employee.account(), again, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
    house.otherVpn().login(employee.account(), house.secret());
    house.tokenEndpoint().login(employee.account(), employee.password(), phone.newCode());

    Employee colleague = house.hire();
    AppPhone app = colleague.registersOnline(colleague.signsIn());
    assertThat(app.state()).isEqualTo("active");
    assertThat(colleague.connects(house.vpn(), app).kind()).isEqualTo(Kind.ACCEPT);

    for (Path log :
        List.of(house.keycloak().log(), house.bridge().log(), house.otherBridge().log())) {
      String text = read(log);
      assertThat(text).as(log + " is about this login").contains(employee.account());
      assertNone(log, "a password or State", house.secrets().texts(), text);
      assertNone(log, "a key", house.secrets().keys(), text);
      Set<String> numbers =
          CODE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
      numbers.retainAll(house.secrets().codes());
      assertThat(numbers).as("codes in " + log).isEmpty();
      assertThat(house.secrets().codes()).isNotEmpty();
    }
  }

  private static void assertNone(Path log, String what, Set<String> secrets, String text) {
    assertThat(secrets).isNotEmpty();
    List<String> lines =
        text.lines().filter(line -> secrets.stream().anyMatch(line::contains)).toList();
    assertThat(lines).as(what + " in " + log).isEmpty();
  }

  private static String read(Path log) {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

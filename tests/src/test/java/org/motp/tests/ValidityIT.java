package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** Tokens that end: 載具到期日, and those that nobody uses. */
@InHouse
class ValidityIT {
  /** The server looks once a minute. */
  private static final Duration TWO_ROUNDS = Duration.ofSeconds(150);

  private final House house;
  private final Employee employee;

  ValidityIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @AfterEach
  void tokensDoNotEndAgain() {
    house.realm().registration(Map.of());
  }

  @Test
  void userIsRemindedBeforeTheTokenEndsAndRefusedAfterwards() {
    house.realm().registration(Map.of("validity-days", "5"));
    Phone phone = employee.registers();

    Awaitility.await("the reminder")
        .atMost(TWO_ROUNDS)
        .until(
            () ->
                house.mails().mails().stream()
                    .anyMatch(
                        mail ->
                            mail.subject().contains("到期提醒")
                                && mail.text().contains(phone.serial())));

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    house.clock().advance(Duration.ofDays(5).plusMinutes(1));
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
  }

  @Test
  void tokenThatNobodyUsesIsDisabled() {
    house.realm().registration(Map.of("unused-days", "3"));
    employee.registers();
    house.clock().advance(Duration.ofDays(2));
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.CHALLENGE);

    house.clock().advance(Duration.ofDays(2));

    Awaitility.await("the token is disabled")
        .atMost(TWO_ROUNDS)
        .pollInterval(Duration.ofSeconds(5))
        .until(
            () -> house.vpn().login(employee.account(), employee.password()).kind() == Kind.REJECT);
  }
}

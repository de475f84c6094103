package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.VpnReply.Kind;

/** Users take their time; the server keeps nothing busy for them. */
@InHouse
class ApprovalLoadIT {
  private static final int MANY = 1000;

  private final House house;

  ApprovalLoadIT(House house) {
    this.house = house;
  }

  @Test
  void thousandOpenQuestionsCostNoThreadAndDelayNobody() throws SQLException {
    Employee employee = house.hire();
    AppPhone phone = employee.registersOnline(employee.signsIn());
    WebPage warm = employee.signsIn().press("#motp-phone");
    assertThat(phone.approves(warm.text("#motp-number"))).isEqualTo(204);
    assertThat(warm.next().arrived()).isTrue();
    int openBefore = house.database().openQuestions();
    long before = house.keycloakThreads();

    house.database().askMany(phone.serial(), MANY, house.clock().now().getEpochSecond());

    WebPage waiting = employee.signsIn().press("#motp-phone");
    assertThat(house.database().openQuestions()).isEqualTo(openBefore + MANY + 1);
    long during = house.keycloakThreads();
    System.out.printf(
        "%d open questions: %d threads before, %d while they are open%n", MANY, before, during);
    // HTTP worker threads come and go; a thread for each question would be a thousand.
    assertThat(during - before).isLessThan(20);
    assertThat(phone.approves(waiting.text("#motp-number"))).isEqualTo(204);
    assertThat(waiting.next().arrived()).isTrue();
    Employee other = house.hire();
    assertThat(other.connects(house.vpn(), other.registers()).kind()).isEqualTo(Kind.ACCEPT);
    house.database().forgetMany();
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.VpnReply.Kind;

/** A phone gives its own token up, and nobody gets in by that. */
@InHouse
class RemovalIT {
  private final House house;
  private final Employee employee;

  RemovalIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @Test
  void phoneThatGivesItsTokenUpEndsItAndItsUserIsTold() {
    AppPhone registered = employee.registersOnline(employee.signsIn());

    assertThat(registered.givesUp()).isEqualTo(204);

    assertThat(registered.state()).isEqualTo("revoked");
    assertThat(house.realm().tokens(employee.id())).isEmpty();
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                house.mails().mails().stream()
                    .anyMatch(
                        mail ->
                            mail.to().contains(employee.mail()) && mail.subject().contains("移除")));
    assertThat(registered.givesUp()).as("once more").isEqualTo(409);
  }

  /** Whoever has found the phone and knows the password would else bind the next token. */
  @Test
  void lostPhoneDoesNotGetRidOfItsToken() {
    AppPhone registered = employee.registersOnline(employee.signsIn());
    WebPage which = employee.signsIn().submit(".motp-help", Map.of("help", "lost"));
    which.submit("#motp-form", Map.of("serial", registered.serial()));

    assertThat(registered.givesUp()).isEqualTo(409);

    assertThat(registered.state()).isEqualTo("lost");
    assertThat(employee.signsIn().has("#motp-download-iphone")).isFalse();
    assertThat(house.realm().tokens(employee.id())).hasSize(1);
  }

  @Test
  void phoneThatGivesUpBeforeTheConfirmationIsBoundByNoDigits() {
    AppPhone phone = new AppPhone(house, "Pixel 9");
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    phone.scans(online);
    WebPage confirm = online.next();

    assertThat(phone.givesUp()).isEqualTo(204);

    assertThat(confirm.typeCode(phone.digits()).text()).doesNotContain("註冊成功");
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }
}

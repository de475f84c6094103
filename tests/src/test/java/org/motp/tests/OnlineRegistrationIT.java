package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.VpnReply.Kind;

/** Our own app registers: the page and the phone agree, and nobody else gets between. */
@InHouse
class OnlineRegistrationIT {
  private final House house;
  private final Employee employee;
  private final AppPhone phone;

  OnlineRegistrationIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = new AppPhone(house, "Pixel 9");
  }

  @Test
  void scannedPhoneLogsInAtTheVpnAndInTheBrowser() {
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    assertThat(online.text()).contains("線上註冊", "初始");
    assertThat(status(online)).isEqualTo("waiting");

    AppPhone.Answer claimed = phone.scans(online);
    assertThat(claimed.status()).isEqualTo(201);
    assertThat(claimed.body().path("account").asText()).isEqualTo(employee.account());
    assertThat(phone.state()).isEqualTo("initial");
    assertThat(status(online)).isEqualTo("claimed");
    WebPage confirm = online.next();
    assertThat(confirm.text("#motp-device")).contains("Pixel 9");

    WebPage done = confirm.typeCode(phone.digits());

    assertThat(done.text()).contains("註冊成功", phone.serial(), "啟用");
    assertThat(phone.state()).isEqualTo("active");
    assertThat(done.next().arrived()).isTrue();
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(employee.signsIn().typeCode(phone.newCode()).arrived()).isTrue();
  }

  @Test
  void typedInitialKeyRegistersAsTheQrCodeDoes() {
    WebPage online = Employee.toOnlinePage(employee.signsIn());

    assertThat(phone.types(online.text("#motp-key")).status()).isEqualTo(201);

    assertThat(online.next().typeCode(phone.digits()).text()).contains("註冊成功");
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private static String status(WebPage online) {
    return online.ask(online.attribute("#motp-online", "data-status")).path("state").asText();
  }
}

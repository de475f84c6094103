package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Our own app on a phone, from the QR code on the computer's screen to the login at the VPN. */
@InHouse
class AppIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");

  private static Chromium chromium;

  private final House house;
  private final Employee employee;
  private final Screen computer;
  private final SmartPhone phone;

  AppIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.computer = chromium.onComputer("zh-TW");
    this.phone = SmartPhone.bought(house, "zh-TW");
  }

  @BeforeAll
  static void openBrowser() {
    chromium = Chromium.start();
  }

  @AfterEach
  void leave() {
    computer.close();
    phone.close();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void phoneThatScansTheQrCodeLogsInAndStillShowsCodesOfflineAndAfterARestart() {
    goesToOnlineRegistration();
    phone.starts().opensTheApp().screen().press("#add").sees("#scan");
    phone.isHeldBefore(computer.picture("#motp-qr")).screen().press("#scan");
    confirms();
    assertThat(phone.screen().text("h1")).isEqualTo("註冊成功");
    phone.screen().press("#show-code");

    assertThat(connectsWith(phone.newCode())).isEqualTo(Kind.ACCEPT);
    try (Screen elsewhere = chromium.onComputer("zh-TW")) {
      elsewhere.open(console()).signIn(employee).sees("#otp");
      elsewhere.type("#otp", phone.newCode()).press("#motp-submit").isAt(CONSOLE);
    }

    phone.newCode();
    phone.network(false).opensTheApp().screen().sees("#offline");
    assertThat(connectsWith(phone.code()))
        .as("a code of a phone without network")
        .isEqualTo(Kind.ACCEPT);

    phone.network(true).newCode();
    phone.starts().network(false).opensTheApp();
    assertThat(connectsWith(phone.code())).as("a code after a restart").isEqualTo(Kind.ACCEPT);
    assertThat(phone.violations()).isEmpty();
    assertThat(phone.requests()).allMatch(address -> address.startsWith(house.url().toString()));
  }

  private void goesToOnlineRegistration() {
    computer.open(console()).signIn(employee).sees("#motp-submit");
    computer.press("#motp-submit").sees("#motp-way-online");
    computer.press("#motp-way-online").sees("#motp-qr");
  }

  /** Types the phone's digits into the page; both say that it is done. */
  private void confirms() {
    String digits = phone.digits();
    computer.sees("#otp").typeAndEnter("#otp", digits).sees("#motp-serial");
    phone.screen().sees("#show-code");
    assertThat(computer.text()).contains("註冊成功");
    computer.press("#motp-submit").isAt(CONSOLE);
  }

  private Kind connectsWith(String code) {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    return house.vpn().answer(employee.account(), challenge, code).kind();
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}

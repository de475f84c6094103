package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Registering;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** What becomes of tokens in our app: several, renamed, lost, removed. */
@InHouse
class AppTokensIT {
  private static Chromium chromium;

  private final House house;
  private final Employee employee;
  private final Screen computer;
  private final SmartPhone phone;

  AppTokensIT(House house) {
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

  private void registers() {
    Registering.byLink(console(), employee, computer, phone.starts());
  }

  @Test
  void tokensOfTwoAccountsAreInOneListEachWithItsOwnCode() {
    registers();
    Employee other = house.hire();
    try (Screen elsewhere = chromium.onComputer("zh-TW")) {
      Registering.byLink(console(), other, elsewhere, phone);
    }
    phone.screen().press("#show-code");

    phone.waitsFor("() => document.querySelectorAll('.token .code-line').length === 2");
    assertThat(phone.screen().text("#tokens")).contains(employee.account(), other.account());
    assertThat(connectsWith(phone.newCode())).as("the first one's code").isEqualTo(Kind.ACCEPT);
  }

  @Test
  void lostTokenIsToBeRegisteredAnewAndTheNewOneTakesItsPlace() {
    registers();
    phone.screen().press("#show-code").sees(".code-line .code");
    computer.close();

    String serial = phone.screen().attribute(".token", "data-serial");
    employee
        .signsIn()
        .submit(".motp-help", Map.of("help", "lost"))
        .submit("#motp-form", Map.of("serial", serial));

    phone.screen().sees(".ended");
    assertThat(phone.screen().text(".ended")).contains("回報遺失");
    assertThat(phone.screen().shows(".code-line .code")).isFalse();
  }

  @Test
  void userRenamesAndRemovesATokenAndAnEmptyAppSaysHowToRegister() {
    registers();
    phone
        .screen()
        .press("#show-code")
        .press(".token-more")
        .type("#label", "公司 VPN")
        .press("#rename");
    assertThat(phone.screen().sees(".code-line .code").text("#tokens h2")).isEqualTo("公司 VPN");

    phone.starts().opensTheApp().screen().sees(".code-line .code");
    assertThat(phone.screen().text("#tokens h2")).isEqualTo("公司 VPN");
    phone.screen().press(".code-button").sees(".copied");
    phone.screen().press(".token-more").press("#remove").press("#dialog-no");
    phone.screen().press("#remove").press("#dialog-yes").sees("#empty");
    assertThat(phone.screen().text("#status")).isEqualTo("已移除");
    assertThat(house.realm().tokens(employee.id())).as("at the server").isEmpty();

    phone.starts().opensTheApp().screen().sees("#empty");
    assertThat(phone.screen().text("#empty")).contains("線上註冊", "重新註冊");
  }

  @Test
  void tokenThatIsRemovedWithoutNetworkIsToBeRemovedAtTheServerToo() {
    registers();
    phone.screen().press("#show-code").press(".token-more").sees("#remove");
    phone.network(false);

    phone.screen().press("#remove").press("#dialog-yes").sees("#empty");

    assertThat(phone.screen().text("#status")).contains("伺服器還有這個載具");
    assertThat(house.realm().tokens(employee.id())).hasSize(1);
  }

  private Kind connectsWith(String code) {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    return house.vpn().answer(employee.account(), challenge, code).kind();
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}

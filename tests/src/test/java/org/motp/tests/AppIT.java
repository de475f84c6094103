package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void photoFromTheGalleryRegistersThePhone() {
    goesToOnlineRegistration();
    choosesAWay("#pick");
    phone.choosesPhoto(computer.picture("#motp-submit")).screen().sees("#again");
    assertThat(phone.screen().text("#main")).contains("找不到二維碼");
    phone.screen().press("#again").sees("#pick");

    phone.choosesPhoto(computer.picture("#motp-qr"));

    confirms();
    phone.screen().press("#show-code");
    assertThat(connectsWith(phone.newCode())).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void pastedLinkRegistersThePhoneAndOtherTextsAreRefused() {
    goesToOnlineRegistration();
    String link = computer.scan("#motp-qr");
    choosesAWay("#paste");
    phone.screen().press("#paste").typeAndEnter("#paste-field", "https://elsewhere.example/#1.2.3");
    assertThat(phone.screen().text("#error")).contains("不是 MOTP 線上註冊");
    String elsewhere = link.replaceFirst("//[^/]+/", "//elsewhere.example/");
    phone.screen().typeAndEnter("#paste-field", elsewhere);
    assertThat(phone.screen().text("#error")).contains("elsewhere.example");

    phone.screen().typeAndEnter("#paste-field", link);

    confirms();
  }

  @Test
  void typedInitialKeyRegistersThePhoneAndATypoIsToldBeforeAnythingIsSent() {
    goesToOnlineRegistration();
    String key = computer.text("#motp-key");
    choosesAWay("#type");
    phone.screen().press("#type").typeAndEnter("#type-field", withATypo(key));
    assertThat(phone.screen().text("#error")).contains("打錯");
    assertThat(phone.requests()).noneMatch(address -> address.contains("/registrations/"));

    phone.screen().typeAndEnter("#type-field", key.toLowerCase(Locale.ROOT).replace("-", " "));

    confirms();
  }

  /** One character of it is another one. */
  private static String withATypo(String key) {
    return (key.charAt(0) == '7' ? "8" : "7") + key.substring(1);
  }

  @Test
  void phoneThatOpensTheLinkIsAskedFirstAndLeavesNoCodeInItsAddressBar() {
    goesToOnlineRegistration();
    phone.starts().opens(computer.scan("#motp-qr"));
    phone.screen().sees("#register");
    assertThat(phone.address()).isEqualTo(phone.app().toString());
    assertThat(phone.requests()).noneMatch(address -> address.contains("/registrations/"));

    phone.screen().press("#register");

    confirms();
  }

  @Test
  void phoneThatCannotKeepKeysSaysWhatToDoAndLeavesTheCodeUnused() {
    goesToOnlineRegistration();
    String link = computer.scan("#motp-qr");
    phone.where(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };");
    phone.starts().opens(link).screen().sees("[data-kind=private]");
    assertThat(phone.screen().text("#main")).contains("請關閉無痕模式", "還沒有用掉");
    assertThat(phone.requests()).noneMatch(address -> address.contains("/registrations/"));

    try (SmartPhone other = SmartPhone.bought(house, "zh-TW")) {
      other.starts().opens(link).screen().press("#register").sees("#confirmation");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (Linux; Android 14; Pixel 9; wv) Chrome/130.0 Mobile Line/14.0.0, in-app, 在瀏覽器中開啟",
    "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile MicroMessenger/8.0.50, in-app, 在瀏覽器中開啟",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1, apple, 加入主畫面"
  })
  void browserThatMayLoseTheKeysSaysWhereToRegisterInstead(
      String userAgent, String kind, String advice) {
    phone.thatCallsItself(userAgent).starts().opensTheApp().screen().press("#add");
    phone.screen().sees("[data-kind=" + kind + "]");
    assertThat(phone.screen().text("#main")).contains(advice, "還沒有用掉");
  }

  @Test
  void secondPhoneWithTheSameCodeIsToldThatItWasUsed() {
    goesToOnlineRegistration();
    String link = computer.scan("#motp-qr");
    phone.starts().opens(link).screen().press("#register").sees("#confirmation");

    try (SmartPhone other = SmartPhone.bought(house, "zh-TW")) {
      other.starts().opens(link).screen().press("#register").sees("#again");
      assertThat(other.screen().text("#main")).contains("已經用過");
    }
  }

  @Test
  void phoneGoesOnWhereItWasWhenItIsRestartedDuringTheRegistration() {
    goesToOnlineRegistration();
    String link = computer.scan("#motp-qr");
    phone.starts().opens(link).screen().press("#register");
    String digits = phone.digits();

    phone.starts().opens(link).screen().press("#register").sees("#confirmation");

    assertThat(phone.digits()).isEqualTo(digits);
    confirms();
  }

  private void choosesAWay(String way) {
    phone.starts().opensTheApp().screen().press("#add").sees(way);
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

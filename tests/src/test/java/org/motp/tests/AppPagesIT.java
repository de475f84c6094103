package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Album;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;

/** Every page of our app, on a small phone, by day and by night, as its readers see it. */
@InHouse
class AppPagesIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");

  private static Chromium chromium;

  private final House house;
  private final Employee employee;

  AppPagesIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @BeforeAll
  static void openBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"zh-TW,false", "zh-TW,true", "zh-CN,false", "zh-CN,true", "en,false", "en,true"})
  void everyPageCanBeReadByEverybody(String language, boolean dark) {
    Album album = new Album(language, dark ? "app-dark" : "app");
    try (Screen computer = chromium.onComputer(language);
        SmartPhone phone = SmartPhone.bought(house, language)) {
      if (dark) {
        phone.inTheDark();
      }
      Screen screen = phone.starts().opensTheApp().screen().sees("#empty");
      album.takeOnPhone(screen, "empty");
      screen.press("#add").sees("#scan");
      album.takeOnPhone(screen, "ways");
      screen.press("#type").typeAndEnter("#type-field", "ABCD-EFGH-JKMN-P");
      album.takeOnPhone(screen, "type");
      screen.press("#back").press("#add").press("#paste").typeAndEnter("#paste-field", "x");
      album.takeOnPhone(screen, "paste");
      screen.press("#back").press("#settings").sees("#language");
      album.takeOnPhone(screen, "settings");

      computer.open(console()).signIn(employee).press("#motp-submit");
      computer.press("#motp-way-online").sees("#motp-qr");
      byte[] qrCode = computer.picture("#motp-qr");
      screen.press("#back").press("#add").press("#scan").sees("video");
      album.takeOnPhone(screen, "scan");
      screen.press("#other-way").sees("#pick");
      phone.choosesPhoto(qrCode);
      String digits = phone.digits();
      album.takeOnPhone(screen, "confirm");
      computer.sees("#otp").typeAndEnter("#otp", digits).sees("#motp-serial");
      screen.sees("#show-code");
      album.takeOnPhone(screen, "done");
      computer.press("#motp-submit").isAt(CONSOLE);
      screen.press("#show-code");
      phone.code();
      album.takeOnPhone(screen, "code");
      screen.press(".token-more").sees("#label");
      album.takeOnPhone(screen, "token");
      screen.press("#remove").sees("#dialog-yes");
      album.takeOnPhone(screen, "remove");
      screen.press("#dialog-no").press("#back").sees(".code-button");
      isAsked(language, screen);
      album.takeOnPhone(screen, "question");
      phone.network(false).opensTheApp();
      screen.sees("#offline");
      album.takeOnPhone(screen, "offline");
      assertThat(phone.violations()).isEmpty();
    }
    assertThat(album.findings()).as("what hinders readers").isEmpty();
  }

  private void isAsked(String language, Screen screen) {
    try (Screen login = chromium.onComputer(language)) {
      login.open(console()).signIn(employee).press("#motp-phone").sees("#motp-number");
    }
    screen.sees(".question");
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}

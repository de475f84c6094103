package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.screen.Album;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;

/** Whoever has as many tokens as are allowed reads which one makes room for a new phone. */
@InHouse
class ReplacePageIT {
  /** As long as a phone's name may be, without a place to break it. */
  private static final String LONG_NAME = "1234567890".repeat(6);

  private static final String CHOICE = ".motp-choice__item";

  private final House house;

  ReplacePageIT(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-TW", "zh-CN", "en"})
  void whoHasFiveTokensReadsWhichOneTheNewPhoneReplaces(String language) {
    Album album = new Album(language, "replace");
    try (Chromium chromium = Chromium.start();
        Screen computer = chromium.onComputer(language);
        Screen phone = chromium.onPhone(language)) {
      Employee employee = house.hire();
      Phone old = registersFive(employee, "iPad");
      logsIn(computer.open(house.url().resolve("/realms/motp/account/")), employee, old);
      computer.press("nav a[href*='content/']").sees("#motp-tile-newphone");
      URI newPhone = URI.create(computer.attribute("#motp-tile-newphone", "href"));
      computer.press("#motp-tile-newphone").sees(CHOICE);
      album.take(computer, "which");
      computer.press("#motp-submit").sees(".pf-v5-c-alert");
      album.take(computer, "none-chosen");
      computer.press(CHOICE + ":has-text('" + old.serial() + "')").press("#motp-submit");
      computer.sees("#motp-download-iphone");

      Employee colleague = house.hire();
      Phone theirs = registersFive(colleague, LONG_NAME);
      logsIn(phone.open(newPhone), colleague, theirs);
      phone.sees(CHOICE);
      album.takeOnPhone(phone, "on-a-phone");
    }
    assertThat(album.findings()).as("what hinders readers").isEmpty();
  }

  /** Three tokens of other apps, of which this returns the first, and two of ours. */
  private Phone registersFive(Employee employee, String fifth) {
    Phone old = employee.registers();
    WebSession browser = new WebSession(house, "zh-TW");
    employee.signsIn(browser).typeCode(old.newCode());
    employee.registers(browser.openAction("motp-register"));
    employee.registers(browser.openAction("motp-register"));
    registersOurApp(browser, "iPhone");
    registersOurApp(browser, fifth);
    return old;
  }

  private static void logsIn(Screen screen, Employee employee, Phone phone) {
    screen.signIn(employee).sees("#otp").typeAndEnter("#otp", phone.newCode());
  }

  private void registersOurApp(WebSession browser, String name) {
    AppPhone phone = new AppPhone(house, name);
    WebPage online = Employee.toOnlinePage(browser.openAction("motp-register"));
    phone.scans(online);
    WebPage confirm = online.next();
    confirm.submit("#motp-form", Map.of("otp", phone.digits(), "replaces", "")).next();
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;
import org.motp.tests.vpn.VpnReply.Kind;

/** Registration and login in a real browser, in each of the three languages. */
@InHouse
class BrowserLoginIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");
  private static final Pattern KEY_URI =
      Pattern.compile("otpauth://totp/.*(:|%3A)([a-z0-9.]+)\\?(.*&)?secret=([A-Z2-7]{32})(&.*)?");

  /** Three words in a row: names of products are shorter. */
  private static final Pattern ENGLISH_SENTENCE =
      Pattern.compile("\\b[A-Za-z]*[a-z]{2,}(?:[ ,]+[A-Za-z']{2,}){2,}");

  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}+");

  private static Chromium chromium;

  private final House house;
  private final Employee employee;

  BrowserLoginIT(House house) {
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
  @CsvSource({"zh-TW,啟用", "zh-CN,启用", "en,Active"})
  void employeeScansTheQrCodeFromTheScreenAndLogsIn(String language, String active) {
    Phone phone;
    try (Screen screen = chromium.onComputer(language)) {
      signIn(screen, language);
      phone = register(screen, language);
      assertTokenIsListedAndStays(screen, phone, active);
    }
    try (Screen screen = chromium.onComputer(language)) {
      signIn(screen, language);
      logIn(screen, language, phone);
    }
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private void signIn(Screen screen, String language) {
    screen.open(house.url().resolve("/realms/motp/account/")).sees("#kc-login");
    assertReadable(screen, language);
    screen.signIn(employee).sees("#motp-submit");
    assertReadable(screen, language);
  }

  private Phone register(Screen screen, String language) {
    screen.press("#motp-submit").sees("#motp-way-offline");
    assertReadable(screen, language);
    screen.press("#motp-way-offline").sees("#motp-qr");
    assertReadable(screen, language);
    Matcher uri = KEY_URI.matcher(screen.scan("#motp-qr"));
    assertThat(uri.matches()).as("the QR code holds a key").isTrue();
    assertThat(uri.group(2)).isEqualTo(employee.account());
    assertThat(screen.text("#motp-key").replaceAll("\\s", "")).isEqualTo(uri.group(4));
    Phone phone = new Phone(house, uri.group(4), screen.text("#motp-serial"));

    screen.type("#otp", phone.newCode()).press("#motp-submit").sees("[role=status]");
    assertThat(screen.text("#motp-serial")).isEqualTo(phone.serial());
    assertReadable(screen, language);
    screen.press("#motp-submit").isAt(CONSOLE);
    return phone;
  }

  private void assertTokenIsListedAndStays(Screen screen, Phone phone, String active) {
    URI signingIn = house.url().resolve("/realms/motp/account/account-security/signing-in");
    String list = "[data-testid='motp/credential-list']";
    screen.open(signingIn).sees(list);
    assertThat(screen.text(list)).contains(phone.serial(), active);
    assertThat(screen.shows(list + " [data-testrole=remove]"))
        .as("a button that removes a token without a code")
        .isFalse();
  }

  private void logIn(Screen screen, String language, Phone phone) {
    screen.sees("#otp").type("#otp", phone.wrongCode()).press("#motp-submit").sees("#otp-error");
    assertThat(screen.text("#otp-error")).isNotBlank();
    assertReadable(screen, language);
    screen.type("#otp", phone.newCode()).press("#motp-submit").isAt(CONSOLE);
  }

  /** The keys and the languages' own names in the menu are the same in all languages. */
  private static void assertReadable(Screen screen, String language) {
    String text = screen.text();
    if (screen.shows("#motp-key")) {
      text = text.replace(screen.text("#motp-key"), "");
    }
    boolean chinese = language.startsWith("zh");
    List<String> foreign =
        (chinese ? ENGLISH_SENTENCE : CHINESE)
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .filter(phrase -> chinese || !phrase.matches("中文|繁體|简体|繁体|簡體|雙因子認證"))
            .toList();
    assertThat(foreign).isEmpty();
  }
}

package org.motp.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Chromium;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.Screen;
import org.motp.tests.vpn.VpnReply.Kind;

/** The journey of the manual in a real browser, as the employee sees it. */
@InHouse
class BrowserLoginIT {
  private static Chromium chromium;

  private final House house;
  private final Employee employee;

  BrowserLoginIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @BeforeAll
  static void openBrowser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-TW", "zh-CN", "en"})
  void employeeScansTheQrCodeFromTheScreenAndLogsIn(String language) {
    Page window = chromium.window(language);
    Screen screen = new Screen(window, language);
    signIn(window, screen);

    window.locator("#motp-submit").waitFor();
    assertReadable(screen.photographed("register-download"));
    window.locator("#motp-submit").click();

    window.locator("#motp-way-offline").waitFor();
    assertReadable(screen.photographed("register-ways"));
    window.locator("#motp-way-offline").click();

    window.locator("#motp-qr").waitFor();
    assertReadable(screen);
    URI uri = URI.create(screen.qrCode());
    assertThat(uri.getScheme() + "://" + uri.getAuthority()).isEqualTo("otpauth://totp");
    assertThat(uri.getPath()).endsWith(":" + employee.account());
    Map<String, String> parameters = parameters(uri);
    String typedKey = window.locator("#motp-key").innerText();
    assertThat(parameters.get("secret")).isEqualTo(typedKey.replaceAll("\\s", ""));
    String serial = window.locator("#motp-serial").innerText();
    assertThat(serial).matches("[0-9A-F]{8}");
    Phone phone = new Phone(house, parameters.get("secret"), serial);
    // Nobody's real key is in the picture: this one lives as long as the test.
    screen.photographed("register-offline");
    window.locator("#otp").fill(phone.newCode());
    window.locator("#motp-submit").click();

    assertThat(window.locator("#otp")).hasCount(0);
    assertThat(window.locator("#motp-serial")).hasText(serial);
    assertReadable(screen.photographed("register-done"));
    window.locator("#motp-submit").click();
    assertTokenIsListed(window, screen, serial, language);
    window.context().close();

    logInWithCode(language, phone);
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private void signIn(Page window, Screen screen) {
    window.navigate(house.url() + "/realms/motp/account/");
    window.locator("#username").fill(employee.account());
    window.locator("#password").fill(employee.password());
    assertReadable(screen.photographed("login"));
    window.locator("#kc-login").click();
  }

  private void assertTokenIsListed(Page window, Screen screen, String serial, String language) {
    window.waitForURL(Pattern.compile(".*/realms/motp/account/.*"));
    window.navigate(house.url() + "/realms/motp/account/account-security/signing-in");
    Locator row = window.locator("main").filter(new Locator.FilterOptions().setHasText(serial));
    row.waitFor();
    String active =
        switch (language) {
          case "zh-TW" -> "啟用";
          case "zh-CN" -> "启用";
          default -> "Active";
        };
    assertThat(row).containsText(active);
    try { java.nio.file.Files.writeString(java.nio.file.Path.of("target/account.html"), window.content()); } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
    screen.photographed("account-signing-in");
  }

  private void logInWithCode(String language, Phone phone) {
    Page window = chromium.window(language);
    Screen screen = new Screen(window, language);
    signIn(window, screen);

    window.locator("#otp").waitFor();
    assertReadable(screen.photographed("code"));
    window.locator("#otp").fill(phone.wrongCode());
    window.locator("#motp-submit").click();
    assertThat(window.locator("#otp-error")).isVisible();
    assertReadable(screen.photographed("code-wrong"));

    window.locator("#otp").fill(phone.newCode());
    window.locator("#motp-submit").click();
    window.waitForURL(Pattern.compile(".*/realms/motp/account/.*"));
    window.context().close();
  }

  private static void assertReadable(Screen screen) {
    assertThat(screen.foreignPhrases()).isEmpty();
  }

  private static Map<String, String> parameters(URI uri) {
    return Stream.of(uri.getRawQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }
}

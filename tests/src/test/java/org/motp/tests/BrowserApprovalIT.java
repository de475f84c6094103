package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.screen.Album;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;

/** "Ask my phone" on the code page. */
@InHouse
class BrowserApprovalIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");
  private static final Duration LIFETIME = Duration.ofSeconds(90);

  private final House house;
  private final Employee employee;
  private final AppPhone phone;

  BrowserApprovalIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registersOnline(employee.signsIn());
  }

  @AfterEach
  void phonesMayBeAskedAgain() {
    house.realm().registration(Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-TW", "zh-CN", "en"})
  void pageGoesOnByItselfWhenTheNumberWasTypedOnThePhone(String language) {
    Album album = new Album(language, "approval");
    try (Chromium chromium = Chromium.start();
        Screen screen = chromium.onComputer(language)) {
      screen.open(house.url().resolve("/realms/motp/account/")).sees("#kc-login");
      screen.signIn(employee).sees("#motp-phone");
      album.take(screen, "code");
      screen.press("#motp-phone").sees("#motp-waiting");
      album.take(screen, "phone");
      String number = screen.text("#motp-number");
      assertThat(number).matches("[1-9][0-9]");
      JsonNode question = phone.question().orElseThrow();
      assertThat(screen.text())
          .contains(
              question.path("account").asText(),
              question.path("address").asText(),
              question.path("application").asText());

      assertThat(phone.approves(number)).isEqualTo(204);

      screen.isAt(CONSOLE);
    }
    assertThat(album.findings()).as("what hinders readers").isEmpty();
  }

  @Test
  void withoutScriptsTheButtonLooksWhetherThePhoneHasAnswered() {
    WebPage waiting = employee.signsIn().press("#motp-phone");
    String number = waiting.text("#motp-number");
    WebPage still = waiting.next();
    assertThat(still.text("#motp-number")).as("too early").isEqualTo(number);
    assertThat(still.waitsForPhone()).isTrue();

    assertThat(phone.approves(number)).isEqualTo(204);

    assertThat(still.waitsForPhone()).isFalse();
    assertThat(still.next().arrived()).isTrue();
    List<JsonNode> logins = house.realm().events(employee.id(), "LOGIN");
    assertThat(logins.get(0).path("details").path("motp_serial").asText())
        .isEqualTo(phone.serial());
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
  }

  @Test
  void codeStillWorksWhileThePhoneIsAskedAndTheQuestionGoesWithIt() {
    WebPage code = employee.signsIn().press("#motp-phone").press("#motp-back");
    WebPage again = code.press("#motp-phone");
    assertThat(again.has("#motp-number")).as("the same question").isTrue();
    assertThat(again.press("#motp-back").typeCode(phone.newCode()).arrived()).isTrue();
    assertThat(phone.question()).isEmpty();
  }

  @Test
  void afterDenialOrExpiryTheCodePageSaysTheSame() {
    WebPage waiting = employee.signsIn().press("#motp-phone");
    house.clock().advance(LIFETIME.plusSeconds(1));
    assertThat(waiting.waitsForPhone()).isFalse();
    WebPage expired = waiting.next();
    assertThat(expired.text()).contains("手機沒有核准");
    assertThat(expired.has("#otp")).isTrue();

    WebPage denied = expired.press("#motp-phone");
    assertThat(phone.denies()).isEqualTo(204);
    WebPage over = denied.next();
    assertThat(over.text()).isEqualTo(expired.text());
    WebPage stopped = over.press("#motp-phone");
    assertThat(stopped.text()).as("asked again").isEqualTo(expired.text());

    house.clock().advance(Duration.ofSeconds(1));
    assertThat(stopped.typeCode(phone.newCode()).arrived()).isTrue();
  }

  @Test
  void otherBrowserWithTheSamePasswordGetsNothingFromTheApproval() {
    WebPage mine = employee.signsIn().press("#motp-phone");
    WebPage theirs = employee.signsIn();
    WebPage refused = theirs.press("#motp-phone");
    assertThat(refused.has("#motp-number")).isFalse();

    assertThat(phone.approves(mine.text("#motp-number"))).isEqualTo(204);

    assertThat(theirs.press("#motp-phone").arrived()).isFalse();
    assertThat(mine.waitsForPhone(new WebSession(house, "zh-TW"))).as("to a stranger").isFalse();
    assertThat(mine.next().arrived()).isTrue();
  }

  @Test
  void approvalIsNoCodeForTheNextToken() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage waiting = employee.signsIn(browser).press("#motp-phone");
    assertThat(phone.approves(waiting.text("#motp-number"))).isEqualTo(204);
    assertThat(waiting.next().arrived()).isTrue();

    WebPage register = browser.openAction("motp-register");

    assertThat(register.text()).contains("請先輸入現有載具顯示的驗證碼");
  }

  @Test
  void administratorMaySwitchItOff() {
    house.realm().registration(Map.of("phone-approval", "false"));
    WebPage code = employee.signsIn();
    assertThat(code.has("#otp")).isTrue();
    assertThat(code.has("#motp-phone")).isFalse();
  }

  @Test
  void whoHasNoPhoneOfOursIsNotOfferedIt() {
    Employee other = house.hire();
    other.registers();
    assertThat(other.signsIn().has("#motp-phone")).isFalse();
  }

  @Test
  void anybodyWhoAsksForAnotherLoginIsToldNothing() {
    URI nobody =
        house.url().resolve("/realms/motp/motp/approval?client_id=account-console&tab_id=x");
    WebPage answer = new WebSession(house, "zh-TW").open(nobody);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"waiting\":false");
  }
}

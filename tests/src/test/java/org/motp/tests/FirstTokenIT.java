package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Who may bind a first token with the password alone, and that a stolen password gains nothing. */
@InHouse
class FirstTokenIT {
  private static final String ELSEWHERE = "192.0.2.0/24";
  private static final String HERE = "127.0.0.0/8 ::1";

  private final House house;
  private final Employee employee;

  FirstTokenIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @AfterEach
  void everybodyMayRegisterAgain() {
    house.realm().registration(Map.of());
  }

  @Test
  void withoutAReleaseNobodyBindsWhereTheHelpdeskReleases() {
    policy("released", "");

    assertThatNobodyBinds(employee.signsIn());
  }

  @Test
  void releaseIsGoodForOneRegistration() {
    policy("released", "");
    employee.signsIn();
    house.realm().release(employee.id(), 5);

    Phone phone = employee.registers();
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);

    String credential = house.realm().tokens(employee.id()).get(0).path("id").asText();
    house.realm().removeCredential(employee.id(), credential);
    assertThatNobodyBinds(employee.signsIn());
  }

  @Test
  void secondRegistrationWaitsAsLongAsTheAdministratorWants() {
    house.realm().registration(Map.of("wait-minutes", "10"));
    WebSession browser = new WebSession(house, "zh-TW");
    employee.registers(employee.signsIn(browser));

    assertThat(browser.openAction("motp-register").text()).contains("間隔 10 分鐘");
    house.clock().advance(Duration.ofMinutes(4));
    assertThat(browser.openAction("motp-register").text()).contains("間隔 10 分鐘");
  }

  @Test
  void releaseForFiveMinutesIsWorthNothingAfterSix() {
    policy("released", "");
    employee.signsIn();
    house.realm().release(employee.id(), 5);

    house.clock().advance(Duration.ofMinutes(6));

    assertThatNobodyBinds(employee.signsIn());
  }

  @Test
  void firstTokenIsBoundFromTheCompanyNetworkOnly() {
    policy("network", ELSEWHERE);
    assertThatNobodyBinds(employee.signsIn());

    policy("network", HERE);
    Phone phone = employee.registers();

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anyone", "network", "released"})
  void thiefOfAPasswordWhoReportsThePhoneLostGainsNothing(String policy) {
    Phone phone = employee.registers();
    VpnReply begun = house.vpn().login(employee.account(), employee.password());
    policy(policy, HERE);

    WebPage stopped = reportsLost(phone);

    assertThat(stopped.text()).contains(phone.serial());
    assertThat(stopped.has("#motp-submit")).as("a way on").isFalse();
    assertThat(house.vpn().answer(employee.account(), begun, phone.newCode()).kind())
        .as("in a login that was begun before")
        .isEqualTo(Kind.REJECT);
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
    assertThatNobodyBinds(employee.signsIn());
    WebSession browser = new WebSession(house, "zh-TW");
    assertThatNobodyBinds(
        browser.openAction("motp-register").signIn(employee.account(), employee.password()));
  }

  @Test
  void whoLostThePhoneBindsTheNextOneByARelease() {
    Phone lost = employee.registers();
    reportsLost(lost);
    house.realm().release(employee.id(), 5);

    WebSession browser = new WebSession(house, "zh-TW");
    WebPage page =
        browser.openAction("motp-register").signIn(employee.account(), employee.password());

    assertThat(page.has("#motp-download-iphone"))
        .as("with the release the user gets past the lost token: %s", page.text())
        .isTrue();
    Phone next = employee.registers(page);
    assertThat(employee.connects(house.vpn(), next).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whoWaitsUntilTheLastAllowedTokenIsBoundIsAskedForItsCode() {
    house.realm().registration(Map.of("most-tokens", "1"));
    WebPage thief = employee.signsIn();
    employee.registers();

    WebPage next = thief.next();

    assertThat(next.arrived()).as("logged in by the password alone").isFalse();
    assertThat(next.has("#otp")).as(next.text()).isTrue();
  }

  private WebPage reportsLost(Phone phone) {
    WebPage which = employee.signsIn().submit(".motp-help", Map.of("help", "lost"));
    return which.submit("#motp-form", Map.of("serial", phone.serial()));
  }

  /** Neither what the page offers nor what a hand-written form asks for leads to a key. */
  private void assertThatNobodyBinds(WebPage page) {
    int before = house.realm().tokens(employee.id()).size();
    WebPage next = page;
    for (Map<String, String> form :
        List.of(
            Map.<String, String>of(),
            Map.of("step", "download"),
            Map.of("step", "ways", "way", "offline"),
            Map.of("step", "offline", "otp", "123456"))) {
      assertThat(next.arrived()).as("logged in").isFalse();
      assertThat(next.has("#motp-key")).as("a key").isFalse();
      assertThat(next.has("#motp-way-offline")).as("a way to register").isFalse();
      next = next.submit("#motp-form", form);
    }
    assertThat(next.has("#motp-key")).as("a key").isFalse();
    assertThat(house.realm().tokens(employee.id())).hasSize(before);
  }

  private void policy(String firstToken, String networks) {
    house.realm().registration(Map.of("first-token", firstToken, "first-token-networks", networks));
  }
}

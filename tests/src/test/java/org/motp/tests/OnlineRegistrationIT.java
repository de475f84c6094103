package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
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

  @AfterEach
  void everybodyMayRegisterAgain() {
    house.realm().registration(Map.of());
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

  @Test
  void threeTimesWrongDigitsBindNothingAndANewQrCodeComes() {
    WebPage page = Employee.toOnlinePage(employee.signsIn());
    phone.scans(page);
    page = page.next();
    for (int i = 0; i < 2; i++) {
      page = page.typeCode(phone.wrongDigits());
      assertThat(page.text("#otp-error")).contains("不符");
    }
    assertThat(phone.state()).isEqualTo("initial");

    WebPage over = page.typeCode(phone.wrongDigits());

    assertThat(over.text()).contains("這次註冊已經結束");
    assertThat(over.text("#motp-serial")).isNotEqualTo(phone.serial());
    assertThat(phone.state()).isEqualTo("unknown");
    page.typeCode(phone.digits());
    assertThat(house.realm().tokens(employee.id())).isEmpty();
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
  }

  @Test
  void codeBeforeTheConfirmationOpensNothing() {
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    phone.scans(online);

    WebPage after = online.next().typeCode(phone.newCode());

    assertThat(after.text()).doesNotContain("註冊成功");
    assertThat(
            house
                .tokenEndpoint()
                .login(employee.account(), employee.password(), phone.newCode())
                .hasToken())
        .isFalse();
  }

  @Test
  void digitsAreWorthNothingAfterTenMinutes() {
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    phone.scans(online);
    WebPage confirm = online.next();
    house.clock().advance(Duration.ofMinutes(11));

    confirm.typeCode(phone.digits());

    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void reloadBackButtonAndSecondTabShowTheSameRegistration() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage ways = employee.signsIn(browser).next();
    WebPage online = ways.press("#motp-way-online");
    assertThat(online.reload().scan("#motp-qr")).isEqualTo(online.scan("#motp-qr"));
    assertThat(online.reload().next().text()).contains("還沒有手機掃描");
    WebPage back = ways.press("#motp-way-online");
    assertThat(back.text("#motp-key")).isEqualTo(online.text("#motp-key"));

    phone.scans(back);

    assertThat(online.reload().has("#otp")).as("reload after the claim").isTrue();
    WebPage done = ways.press("#motp-way-online").typeCode(phone.digits());
    assertThat(done.text()).contains("註冊成功");
    assertThat(online.next().text()).as("the other tab").contains("註冊成功");
    assertThat(house.realm().tokens(employee.id())).hasSize(1);
  }

  @Test
  void otherWayInBetweenShowsNeitherKeyNorDigitsOfThisOne() {
    WebPage ways = employee.signsIn().next();
    WebPage online = ways.press("#motp-way-online");
    phone.scans(online);

    WebPage chosen = online.submit(".motp-help", Map.of("step", "download"));
    Phone offline = employee.readsKey(chosen.press("#motp-way-offline"));

    assertThat(offline.key()).isNotEqualTo(phone.codes().key());
    assertThat(phone.state()).isEqualTo("unknown");
    assertThat(online.next().typeCode(phone.digits()).text()).doesNotContain("註冊成功");
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void laterLoginEndsTheRegistrationOfAnEarlierOne() {
    WebPage first = Employee.toOnlinePage(employee.signsIn());
    WebPage second = Employee.toOnlinePage(employee.signsIn());

    assertThat(phone.scans(first).status()).isEqualTo(404);
    assertThat(phone.scans(second).status()).isEqualTo(201);
  }

  @Test
  void wayThatIsSwitchedOffIsNeitherShownNorTaken() {
    WebPage open = Employee.toOnlinePage(employee.signsIn());
    phone.scans(open);
    WebPage confirm = open.next();
    house.realm().registration(Map.of("way-online", "false"));

    assertThat(confirm.typeCode(phone.digits()).text()).doesNotContain("註冊成功");
    WebPage ways = employee.signsIn().next();
    assertThat(ways.has("#motp-way-offline")).isTrue();
    assertThat(ways.has("#motp-way-online")).isFalse();
    WebPage forced = ways.submit("#motp-form", Map.of("step", "ways", "way", "online"));
    assertThat(forced.has("#motp-qr")).isFalse();
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void policyOfTheFirstTokenHoldsHereToo() {
    house.realm().registration(Map.of("first-token", "released", "validity-days", "30"));
    WebPage refused = employee.signsIn();
    assertThat(refused.has("#motp-form")).isTrue();
    assertThat(
            refused.submit("#motp-form", Map.of("step", "ways", "way", "online")).has("#motp-qr"))
        .isFalse();

    house.realm().release(employee.id(), 5);
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    phone.scans(online);
    WebPage confirm = online.next();
    withdrawRelease();
    assertThat(confirm.typeCode(phone.digits()).text()).doesNotContain("註冊成功");

    house.realm().release(employee.id(), 5);
    AppPhone next = employee.registersOnline(employee.signsIn());
    assertThat(employee.connects(house.vpn(), next).kind()).isEqualTo(Kind.ACCEPT);
    house.clock().advance(Duration.ofDays(31));
    assertThat(next.state()).isEqualTo("expired");
  }

  private void withdrawRelease() {
    house.realm().withdrawRelease(employee.id());
  }

  @Test
  void phoneThatLostItsStorageTakesThePlaceOfItself() {
    AppPhone before = employee.registersOnline(employee.signsIn());
    WebPage which = employee.signsIn().submit(".motp-help", Map.of("help", "lost"));
    which.submit("#motp-form", Map.of("serial", before.serial()));
    assertThat(before.state()).isEqualTo("lost");
    house.realm().release(employee.id(), 5);

    AppPhone after = new AppPhone(house, before.name());
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    after.scans(online);
    WebPage confirm = online.next();
    String chosen = "input[name=replaces][checked]";
    assertThat(confirm.attribute(chosen, "value")).isEqualTo(before.serial());
    WebPage done =
        confirm.submit("#motp-form", Map.of("otp", after.digits(), "replaces", before.serial()));

    assertThat(done.text()).contains("註冊成功");
    assertThat(before.state()).isEqualTo("revoked");
    assertThat(house.realm().tokens(employee.id()))
        .extracting(credential -> credential.path("userLabel").asText())
        .containsExactly(before.name());
    assertThat(employee.connects(house.vpn(), after).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void nobodyReplacesAColleaguesToken() {
    Employee colleague = house.hire();
    AppPhone theirs = colleague.registersOnline(colleague.signsIn());
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    phone.scans(online);

    online.next().submit("#motp-form", Map.of("otp", phone.digits(), "replaces", theirs.serial()));

    assertThat(phone.state()).isEqualTo("active");
    assertThat(theirs.state()).isEqualTo("active");
  }

  @Test
  void tokenWhoseCredentialAnAdministratorDeletedTellsItsPhone() {
    AppPhone registered = employee.registersOnline(employee.signsIn());
    String credential = house.realm().tokens(employee.id()).get(0).path("id").asText();

    house.realm().removeCredential(employee.id(), credential);
    house.clock().advance(Duration.ofMinutes(2).plusSeconds(1));

    assertThat(registered.state()).isEqualTo("revoked");
  }

  /**
   * The token is active a moment before its credential is there. The same can be had for longer:
   * take the credential away.
   */
  @Test
  void phoneThatAsksInTheMiddleOfItsActivationIsNotToldThatItsTokenHasEnded() {
    AppPhone registered = employee.registersOnline(employee.signsIn());
    String credential = house.realm().tokens(employee.id()).get(0).path("id").asText();

    house.realm().removeCredential(employee.id(), credential);

    assertThat(registered.state()).isEqualTo("initial");
  }

  @Test
  void troubleshootingShowsTheDeviceAndWhenItWasLastSeen() {
    WebSession browser = new WebSession(house, "zh-TW");
    AppPhone registered = employee.registersOnline(employee.signsIn(browser));
    registered.asks();

    WebPage tokens = browser.openAction("motp-troubleshoot");

    assertThat(tokens.text("#motp-tokens"))
        .contains(registered.serial(), registered.name(), "App 最後連線")
        .containsPattern("20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}");
  }

  @Test
  void nameOfADeviceIsTextAndNothingElse() {
    AppPhone strange = new AppPhone(house, "<b id=x>{0}</b>' & co");
    WebPage online = Employee.toOnlinePage(employee.signsIn());
    strange.scans(online);

    WebPage confirm = online.next();

    assertThat(confirm.text("#motp-device")).contains(strange.name());
    assertThat(confirm.has("b#x")).isFalse();
  }

  @Test
  void signedRequestIsWorthNothingElsewhereOrLater() {
    AppPhone registered = employee.registersOnline(employee.signsIn());
    Employee colleague = house.hire();
    AppPhone theirs = colleague.registersOnline(colleague.signsIn());
    long now = house.clock().now().getEpochSecond();
    String signed = registered.authorization("GET", "/api/token", "", now);
    assertThat(registered.send("GET", "/api/token", "", signed).status()).isEqualTo(200);

    String forged = signed.replace(registered.serial(), theirs.serial());
    assertThat(theirs.send("GET", "/api/token", "", forged).body().path("error").asText())
        .isEqualTo("unknown");
    String otherRequest = registered.authorization("PUT", "/api/token", "", now);
    assertThat(registered.send("GET", "/api/token", "", otherRequest).status()).isEqualTo(401);
    assertThat(registered.send("GET", "/api/token", "", null).status()).isEqualTo(401);
    AppPhone.Answer late =
        registered.send(
            "GET", "/api/token", "", registered.authorization("GET", "/api/token", "", now - 200));
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.body().path("error").asText()).isEqualTo("clock");
    assertThat(late.body().path("time").asLong()).isBetween(now - 5, now + 60);
  }

  private static String status(WebPage online) {
    return online.ask(online.attribute("#motp-online", "data-status")).path("state").asText();
  }
}

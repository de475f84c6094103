package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Who knows a colleague's password gets neither at the colleague's token nor beside it. */
@InHouse
class RegistrationIT {
  private final House house;
  private final Employee employee;

  RegistrationIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @Test
  void twoBrowsersSeeDifferentKeysAndOnlyTheLaterOneBinds() {
    WebPage first = Employee.toOfflinePage(employee.signsIn());
    Phone firstPhone = employee.readsKey(first);
    WebPage second = Employee.toOfflinePage(employee.signsIn());
    Phone secondPhone = employee.readsKey(second);
    assertThat(secondPhone.key()).isNotEqualTo(firstPhone.key());
    assertThat(secondPhone.serial()).isNotEqualTo(firstPhone.serial());

    WebPage refused = first.typeCode(firstPhone.newCode());
    assertThat(refused.has("#motp-qr")).as("still on the page with the key").isTrue();
    assertThat(house.realm().tokens(employee.id())).isEmpty();
    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
  }

  @Test
  void reloadAndSecondTabShowTheSameKey() {
    WebPage offline = Employee.toOfflinePage(employee.signsIn());

    WebPage again = offline.typeCode("");

    assertThat(again.text("#motp-key")).isEqualTo(offline.text("#motp-key"));
    assertThat(again.text("#motp-serial")).isEqualTo(offline.text("#motp-serial"));
  }

  @Test
  void cancellingTheFirstRegistrationIsNoLoginWithThePasswordAlone() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage download =
        browser.openAction("motp-register").signIn(employee.account(), employee.password());

    WebPage after = download.submit("#motp-form", Map.of("cancel-aia", "true"));

    assertThat(after.arrived()).isFalse();
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void wrongCodeBindsNothing() {
    WebPage offline = Employee.toOfflinePage(employee.signsIn());
    Phone phone = employee.readsKey(offline);

    WebPage refused = offline.typeCode(phone.wrongCode());

    assertThat(refused.has("#motp-key")).isTrue();
    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void keyThatWasShownElevenMinutesAgoBindsNothing() {
    WebPage offline = Employee.toOfflinePage(employee.signsIn());
    Phone phone = employee.readsKey(offline);
    house.clock().advance(Duration.ofMinutes(11));

    offline.typeCode(phone.newCode());

    assertThat(house.realm().tokens(employee.id())).isEmpty();
  }

  @Test
  void furtherTokenNeedsACodeOfTheOldOne() {
    WebSession browser = new WebSession(house, "zh-TW");
    Phone old = employee.registers(employee.signsIn(browser));
    house.clock().advance(Duration.ofMinutes(6));

    WebPage confirm = browser.openAction("motp-register");
    if (confirm.has("#kc-form-login")) {
      confirm = confirm.signIn(employee.account(), employee.password());
    }
    assertThat(confirm.has("#otp")).as("asked for a code").isTrue();
    assertThat(confirm.has("#motp-key")).isFalse();
    WebPage refused = confirm.typeCode(old.wrongCode());
    assertThat(refused.has("#otp")).as("asked again").isTrue();
    assertThat(refused.has("#motp-key")).isFalse();
    assertThat(house.realm().tokens(employee.id())).hasSize(1);

    WebPage download = refused.typeCode(old.newCode());
    Phone further = employee.readsKey(Employee.toOfflinePage(download));
    assertThat(further.key()).isNotEqualTo(old.key());
  }

  @Test
  void userWithATokenIsNeverLedToAnotherOneByThePasswordAlone() {
    employee.registers();

    WebPage page = employee.signsIn();

    assertThat(page.has("#otp")).isTrue();
    assertThat(page.has("#motp-key")).isFalse();
    assertThat(page.next().has("#motp-way-offline")).isFalse();
  }

  @Test
  void tokenWhoseCredentialAnAdministratorDeletedOpensTheVpnNoMore() {
    Phone phone = employee.registers();
    VpnReply before = house.vpn().login(employee.account(), employee.password());
    assertThat(before.kind()).isEqualTo(Kind.CHALLENGE);
    JsonNode credential = house.realm().tokens(employee.id()).get(0);

    house.realm().removeCredential(employee.id(), credential.path("id").asText());

    assertThat(house.vpn().answer(employee.account(), before, phone.newCode()).kind())
        .as("in a login that was begun before")
        .isEqualTo(Kind.REJECT);
    VpnReply after = house.vpn().login(employee.account(), employee.password());
    assertThat(after.kind()).isEqualTo(Kind.REJECT);
    assertThat(after.message()).contains("註冊");
    assertThat(
            house
                .tokenEndpoint()
                .login(employee.account(), employee.password(), phone.newCode())
                .hasToken())
        .isFalse();
  }

  @Test
  void administratorSeesTheSerialAndNoSecret() {
    Phone phone = employee.registers();

    JsonNode credential = house.realm().tokens(employee.id()).get(0);

    assertThat(credential.toString()).contains(phone.serial()).doesNotContain(phone.key());
    assertThat(credential.has("secretData")).isFalse();
  }

  @Test
  void accountConsoleListsTheTokenAndDoesNotDeleteIt() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage arrived = typesOwnKey(browser);
    String accessToken = browser.accessToken(arrived);

    JsonNode listed = credentialsOfOurType(browser.credentials(accessToken));
    JsonNode entry = listed.path("userCredentialMetadatas").path(0);
    JsonNode credential = entry.path("credential");
    String id = credential.path("id").asText();
    assertThat(id).isNotEmpty();
    assertThat(entry.toString())
        .contains(house.realm().tokens(employee.id()).get(0).path("userLabel").asText());
    assertThat(browser.deleteCredential(accessToken, id)).isBetween(400, 499);
    assertThat(house.realm().tokens(employee.id())).hasSize(1);
  }

  private WebPage typesOwnKey(WebSession browser) {
    WebPage offline = Employee.toOfflinePage(employee.signsIn(browser));
    Phone phone = employee.readsKey(offline);
    return offline.typeCode(phone.newCode()).next();
  }

  private static JsonNode credentialsOfOurType(JsonNode all) {
    for (JsonNode container : all) {
      if ("motp".equals(container.path("type").asText())) {
        return container;
      }
    }
    throw new AssertionError("the account console does not list tokens");
  }
}

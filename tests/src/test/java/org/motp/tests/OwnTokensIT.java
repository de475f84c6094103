package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** What employees change about their tokens takes a code, and one code is enough. */
@InHouse
class OwnTokensIT {
  private static final String REMOVAL = "form:has([name=serial])";

  private final House house;
  private final Employee employee;

  OwnTokensIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @AfterEach
  void everybodyMayHaveFiveTokensAgain() {
    house.realm().registration(Map.of());
  }

  @Test
  void newPhoneTakesOneLoginAndOneCodeOfTheOldOne() {
    Phone old = employee.registers();
    house.clock().advance(Duration.ofMinutes(6));
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage arrived = employee.signsIn(browser).typeCode(old.newCode());
    assertThat(arrived.arrived()).as(arrived.text()).isTrue();

    WebPage download = browser.openAction("motp-register");
    assertThat(download.has("#otp")).as("a second code is asked for").isFalse();
    Phone fresh = employee.registers(download);

    assertThat(employee.connects(house.vpn(), fresh).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(employee.connects(house.vpn(), old).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whoHasAsManyTokensAsAreAllowedReplacesOneInOneGo() {
    house.realm().registration(Map.of("most-tokens", "2"));
    Phone old = employee.registers();
    WebSession browser = new WebSession(house, "zh-TW");
    employee.signsIn(browser).typeCode(old.newCode());
    Phone kept = employee.registers(browser.openAction("motp-register"));

    WebPage full = browser.openAction("motp-register");
    assertThat(full.text()).contains("2 個載具", old.serial(), kept.serial());
    WebPage download =
        full.submit("#motp-form", Map.of("step", "replace", "replaces", old.serial()));
    assertThat(employee.connects(house.vpn(), old).kind())
        .as("until the new one is there")
        .isEqualTo(Kind.ACCEPT);
    Phone fresh = employee.registers(download);

    assertThat(employee.connects(house.vpn(), fresh).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(employee.connects(house.vpn(), kept).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(employee.connects(house.vpn(), old).kind()).isNotEqualTo(Kind.ACCEPT);
    assertThat(house.realm().tokens(employee.id())).hasSize(2);
    assertThat(house.realm().events(employee.id(), "REMOVE_CREDENTIAL")).hasSize(1);
  }

  @Test
  void withoutChoosingOneOfTheOwnTokensNobodyGetsOneTooMany() {
    house.realm().registration(Map.of("most-tokens", "1"));
    Employee colleague = house.hire();
    Phone theirs = colleague.registers();
    Phone own = employee.registers();
    WebSession browser = new WebSession(house, "zh-TW");
    employee.signsIn(browser).typeCode(own.newCode());
    WebPage full = browser.openAction("motp-register");

    for (Map<String, String> form :
        List.of(
            Map.of("step", "replace", "replaces", ""),
            Map.of("step", "replace", "replaces", theirs.serial()),
            Map.of("step", "ways", "way", "offline"),
            Map.of("step", "offline", "otp", "123456"))) {
      full = full.submit("#motp-form", form);
      assertThat(full.text()).contains("1 個載具");
      assertThat(full.text().contains("請選擇要由新載具取代的載具"))
          .as("what is missing is said to who has chosen nothing: %s", form)
          .isEqualTo(form.get("step").equals("replace"));
    }
  }

  @Test
  void removedTokenOpensTheVpnNoMoreAndTheOtherOneStillDoes() {
    Phone old = employee.registers();
    WebSession browser = new WebSession(house, "zh-TW");
    employee.signsIn(browser).typeCode(old.newCode());
    Phone fresh = employee.registers(browser.openAction("motp-register"));

    WebPage tokens = browser.openAction("motp-troubleshoot");
    WebPage left = tokens.submit(removalOf(old), Map.of("help", "remove"));

    assertThat(left.text()).contains(fresh.serial()).doesNotContain(old.serial());
    assertThat(employee.connects(house.vpn(), old).kind()).isNotEqualTo(Kind.ACCEPT);
    assertThat(employee.connects(house.vpn(), fresh).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void withoutACodeNobodyRemovesAToken() {
    WebSession browser = new WebSession(house, "zh-TW");
    Phone phone = employee.registers(employee.signsIn(browser));

    WebPage asked =
        browser.openAction("motp-troubleshoot").submit(removalOf(phone), Map.of("help", "remove"));
    assertThat(asked.has("#otp")).as("a code is asked for").isTrue();
    WebPage again = asked.typeCode(phone.wrongCode());
    assertThat(again.has("#otp")).isTrue();
    assertThat(house.realm().tokens(employee.id())).hasSize(1);

    again.typeCode(phone.newCode());

    assertThat(house.realm().tokens(employee.id())).isEmpty();
    VpnReply refused = house.vpn().login(employee.account(), employee.password());
    assertThat(refused.kind()).isEqualTo(Kind.REJECT);
    assertThat(refused.message()).as("where to register").contains("註冊");
  }

  @Test
  void nobodyRemovesAColleaguesToken() {
    Employee colleague = house.hire();
    Phone theirs = colleague.registers();
    WebSession browser = new WebSession(house, "zh-TW");
    Phone own = employee.registers(employee.signsIn(browser));

    WebPage page =
        browser
            .openAction("motp-troubleshoot")
            .submit(
                REMOVAL, Map.of("help", "remove", "serial", theirs.serial(), "otp", own.newCode()));

    assertThat(page.text()).doesNotContain(theirs.serial());
    assertThat(colleague.connects(house.vpn(), theirs).kind()).isEqualTo(Kind.ACCEPT);
  }

  private static String removalOf(Phone phone) {
    return "form:has([name=serial][value='" + phone.serial() + "'])";
  }
}

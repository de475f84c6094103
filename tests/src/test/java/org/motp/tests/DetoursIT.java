package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.VpnReply.Kind;

/** Reload, back button, second tab and a long coffee break: no dead end, and no second token. */
@InHouse
class DetoursIT {
  private static final String DOWNLOAD = "#motp-download-iphone";
  private static final String WAYS = "#motp-way-offline";
  private static final String KEY = "#motp-key";

  private static final Map<String, String> OTHER_WAY = Map.of("step", "download");

  private final House house;
  private final Employee employee;

  DetoursIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @Test
  void reloadShowsTheSamePageAtEveryStep() {
    WebPage download = employee.signsIn();
    assertThat(download.reload().has(DOWNLOAD)).isTrue();
    WebPage ways = download.reload().next();
    assertThat(ways.reload().has(WAYS)).isTrue();
    WebPage offline = ways.reload().press(WAYS);
    WebPage again = offline.reload();
    assertThat(again.text(KEY)).isEqualTo(offline.text(KEY));
    Phone phone = employee.readsKey(again);
    WebPage done = again.typeCode(phone.newCode());
    assertThat(done.reload().text("#motp-serial")).isEqualTo(phone.serial());
    assertThat(done.reload().next().arrived()).isTrue();
    assertOneTokenThatWorks(phone);
  }

  @Test
  void backButtonLeadsOnFromEveryStep() {
    WebPage download = employee.signsIn();
    WebPage ways = download.next();
    WebPage offline = ways.press(WAYS);
    Phone phone = employee.readsKey(offline);

    assertThat(download.next().text(KEY)).as("the same key").isEqualTo(offline.text(KEY));
    WebPage fromWays = ways.press(WAYS);
    assertThat(fromWays.text(KEY)).as("the same key").isEqualTo(offline.text(KEY));

    fromWays.typeCode(phone.newCode());
    for (WebPage old : new WebPage[] {download, ways, offline}) {
      WebPage shown = old.next();
      assertThat(shown.has(KEY)).as("a second key").isFalse();
      assertThat(shown.text()).as("the registration is over").contains(phone.serial());
    }
    assertOneTokenThatWorks(phone);
  }

  @Test
  void whoChoseTheWrongWayChoosesAgain() {
    WebPage ways = employee.signsIn().next();

    WebPage again = ways.press("#motp-way-hardware").submit(".motp-help", OTHER_WAY);
    assertThat(again.has(WAYS)).as(again.text()).isTrue();
    WebPage offline = again.press(WAYS).submit(".motp-help", OTHER_WAY).press(WAYS);

    Phone phone = employee.readsKey(offline);
    assertThat(offline.typeCode(phone.newCode()).next().arrived()).isTrue();
    assertOneTokenThatWorks(phone);
  }

  @Test
  void codeThatIsSentTwiceBindsOnce() {
    WebPage offline = Employee.toOfflinePage(employee.signsIn());
    Phone phone = employee.readsKey(offline);
    String code = phone.newCode();
    offline.typeCode(code);

    WebPage again = offline.typeCode(code);

    assertThat(again.text("#motp-serial")).isEqualTo(phone.serial());
    assertThat(again.next().arrived()).isTrue();
    assertOneTokenThatWorks(phone);
  }

  @Test
  void secondTabOfTheSameBrowserBindsNoSecondToken() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage first = Employee.toOfflinePage(employee.signsIn(browser));
    WebPage second = Employee.toOfflinePage(employee.signsIn(browser));
    assertThat(second.text(KEY)).as("one browser, one key").isEqualTo(first.text(KEY));
    Phone phone = employee.readsKey(second);
    assertThat(second.typeCode(phone.newCode()).next().arrived()).isTrue();

    WebPage late = first.typeCode(phone.newCode());

    assertThat(late.has(KEY)).as("a second key").isFalse();
    assertOneTokenThatWorks(phone);
  }

  @Test
  void keyThatHasExpiredIsReplacedAndThePageSaysSo() {
    WebPage offline = Employee.toOfflinePage(employee.signsIn());
    Phone late = employee.readsKey(offline);
    house.clock().advance(Duration.ofMinutes(6));
    WebPage still = offline.typeCode(late.wrongCode());
    assertThat(still.text(KEY)).isEqualTo(offline.text(KEY));
    house.clock().advance(Duration.ofMinutes(5));

    WebPage renewed = still.typeCode(late.newCode());

    assertThat(renewed.has("#motp-qr")).as(renewed.text()).isTrue();
    assertThat(renewed.text("#otp-error")).contains("已經失效");
    Phone phone = employee.readsKey(renewed);
    assertThat(phone.key()).isNotEqualTo(late.key());
    assertThat(renewed.typeCode(phone.newCode()).next().arrived()).isTrue();
    assertOneTokenThatWorks(phone);
  }

  @Test
  void whoComesBackAfterTheLoginHasExpiredStartsAgain() {
    WebSession browser = new WebSession(house, "zh-TW");
    WebPage offline = Employee.toOfflinePage(employee.signsIn(browser));
    house.clock().advance(Duration.ofMinutes(40));

    WebPage expired = offline.typeCode(employee.readsKey(offline).newCode());

    assertThat(expired.has("#kc-form-login")).as(expired.text()).isTrue();
    Phone phone = employee.registers(expired.signIn(employee.account(), employee.password()));
    assertOneTokenThatWorks(phone);
  }

  private void assertOneTokenThatWorks(Phone phone) {
    assertThat(house.realm().tokens(employee.id())).hasSize(1);
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }
}

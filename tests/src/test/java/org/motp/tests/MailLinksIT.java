package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.demo.ReceivedMail;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.VpnReply.Kind;

/** The links in mails: 外網註冊信, and "this was not me". */
@InHouse
class MailLinksIT {
  private static final Pattern LINK = Pattern.compile("https?://\\S+/motp/(continue|stop)\\?\\S+");
  private static final String INVITATION = "外網註冊信";
  private static final String REGISTERED = "載具註冊通知";

  private final House house;
  private final Employee employee;

  MailLinksIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @AfterEach
  void everybodyMayRegisterAgain() {
    house.realm().registration(Map.of());
  }

  @Test
  void linkCarriesNothingThatBindsAndComesAtMostOnceInThreeMinutes() {
    WebPage sent = employee.signsIn().next().press("#motp-invitation");
    assertThat(sent.text()).contains("已寄出");
    ReceivedMail mail = mail(employee, INVITATION);
    WebPage tooSoon = sent.press("#motp-invitation");
    assertThat(tooSoon.text()).contains("三分鐘");
    assertThat(mails(employee, INVITATION)).hasSize(1);

    Phone phone = employee.readsKey(tooSoon.press("#motp-way-offline"));
    assertThat(mail.text() + mail.html())
        .doesNotContain(phone.key(), "otpauth", employee.password())
        .doesNotContainPattern("(?<![0-9A-Za-z])[0-9]{6}(?![0-9A-Za-z])");
  }

  @Test
  void linkWorksOnceAndAsksForALogin() {
    employee.signsIn().next().press("#motp-invitation");
    URI link = link(mail(employee, INVITATION));

    WebSession scanner = new WebSession(house, "zh-TW");
    assertThat(scanner.open(link).has("#motp-submit")).as("opening it alone uses nothing").isTrue();
    WebPage login = new WebSession(house, "zh-TW").open(link).next();
    assertThat(login.has("#kc-form-login")).isTrue();
    WebPage again = new WebSession(house, "zh-TW").open(link).next();
    assertThat(again.has("#kc-form-login")).isFalse();
    assertThat(again.text()).contains("連結已失效");

    Phone phone = employee.registers(login.signIn(employee.account(), employee.password()));
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void linkBringsItsOwnerButNobodyElseInFromOutside() {
    network("127.0.0.0/8 ::1");
    employee.signsIn().next().press("#motp-invitation");
    URI link = link(mail(employee, INVITATION));
    network("192.0.2.0/24");
    Employee colleague = house.hire();

    WebPage login = new WebSession(house, "zh-TW").open(link).next();
    assertThat(colleague.signsIn().has("#motp-download-iphone")).isFalse();
    WebPage download = login.signIn(employee.account(), employee.password());

    Phone phone = employee.registers(download);
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whoDidNotRegisterStopsTheTokenFromTheMail() {
    Phone thief = employee.registers();
    URI link = link(mail(employee, REGISTERED));
    assertThat(employee.connects(house.vpn(), thief).kind()).isEqualTo(Kind.ACCEPT);

    WebPage asked = new WebSession(house, "zh-TW").open(link);
    assertThat(asked.text()).contains(thief.serial());
    assertThat(employee.connects(house.vpn(), thief).kind())
        .as("opening the link alone, as mail scanners do, stops nothing")
        .isEqualTo(Kind.ACCEPT);
    asked.next();

    assertThat(house.vpn().login(employee.account(), employee.password()).kind())
        .isEqualTo(Kind.REJECT);
    assertThat(employee.signsIn().has("#motp-key")).isFalse();
  }

  @Test
  void forgedLinkStopsNothing() {
    Phone phone = employee.registers();
    String link = link(mail(employee, REGISTERED)).toString();
    int signature = link.lastIndexOf('.') + 1;
    char other = link.charAt(signature) == 'A' ? 'B' : 'A';
    URI forged = URI.create(link.substring(0, signature) + other + link.substring(signature + 1));

    assertThat(new WebSession(house, "zh-TW").open(forged).text()).contains("連結已失效");
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private void network(String networks) {
    house.realm().registration(Map.of("first-token", "network", "first-token-networks", networks));
  }

  private ReceivedMail mail(Employee to, String subject) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> mails(to, subject), mails -> !mails.isEmpty())
        .get(0);
  }

  private List<ReceivedMail> mails(Employee to, String subject) {
    return house.mails().mails().stream()
        .filter(mail -> mail.to().contains(to.mail()) && mail.subject().contains(subject))
        .toList();
  }

  private static URI link(ReceivedMail mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as("a link in " + mail.subject()).isTrue();
    return URI.create(link.group());
  }
}

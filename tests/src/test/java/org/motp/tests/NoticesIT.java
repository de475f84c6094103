package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** What users are told by mail about their tokens, and how often. */
@InHouse
class NoticesIT {
  private static final String VERIFIED = "驗證成功通知";

  private final House house;
  private final Employee employee;

  NoticesIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @AfterEach
  void mailsFollowEveryLoginAgain() {
    house.realm().registration(Map.of());
  }

  @Test
  void whereTheAdministratorWantsNoMailAfterLoginsOnlyTheOthersCome() {
    house.realm().registration(Map.of("mail-mode", "never"));
    Phone phone = employee.registers();
    logsInFrom("198.51.100.1", phone);

    reportsLost(phone);

    arrives("掛失通知", phone);
    assertThat(mails(VERIFIED)).isEmpty();
  }

  @Test
  void whereTheAdministratorWantsItOnlyANewAddressIsWorthAMail() {
    house.realm().registration(Map.of("mail-mode", "new-address"));
    Phone phone = employee.registers();

    logsInFrom("198.51.100.1", phone);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> mails(VERIFIED).size() == 1);
    logsInFrom("198.51.100.1", phone);
    logsInFrom("198.51.100.2", phone);
    reportsLost(phone);

    arrives("掛失通知", phone);
    assertThat(mails(VERIFIED)).extracting(ReceivedMail::text).hasSize(2);
    assertThat(mails(VERIFIED).stream().filter(mail -> mail.text().contains("198.51.100.2")))
        .hasSize(1);
  }

  @Test
  void ownerIsToldThatATokenWasLocked() {
    Phone phone = employee.registers();

    for (String code : phone.wrongCodes(10)) {
      house.tokenEndpoint().login(employee.account(), employee.password(), code);
    }

    arrives("鎖定通知", phone);
  }

  @Test
  void ownerIsToldThatATokenWasRegisteredAndRemoved() {
    WebSession browser = new WebSession(house, "zh-TW");
    Phone phone = employee.registers(employee.signsIn(browser));
    arrives("註冊通知", phone);

    browser
        .openAction("motp-troubleshoot")
        .submit("form:has([name=serial][value='" + phone.serial() + "'])", Map.of("help", "remove"))
        .typeCode(phone.newCode());

    arrives("移除通知", phone);
  }

  private void logsInFrom(String address, Phone phone) {
    assertThat(
            house
                .tokenEndpoint()
                .with("motp_client_ip", address)
                .login(employee.account(), employee.password(), phone.newCode())
                .hasToken())
        .isTrue();
  }

  private void reportsLost(Phone phone) {
    WebPage which = employee.signsIn().submit(".motp-help", Map.of("help", "lost"));
    which.submit("#motp-form", Map.of("serial", phone.serial()));
  }

  private void arrives(String subject, Phone phone) {
    Awaitility.await(subject)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> mails(subject).stream().anyMatch(mail -> mail.text().contains(phone.serial())));
  }

  private List<ReceivedMail> mails(String subject) {
    return house.mails().mails().stream()
        .filter(mail -> mail.to().contains(employee.mail()) && mail.subject().contains(subject))
        .toList();
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;

/** The app itself and the login page, each in a browser of its own. */
@InHouse
class AppApprovalIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final House house;
  private final Employee employee;
  private Chromium chromium;
  private Screen computer;
  private SmartPhone phone;

  AppApprovalIT(House house) {
    this.house = house;
    this.employee = house.hire();
  }

  @BeforeEach
  void registersTheApp() {
    chromium = Chromium.start();
    phone = SmartPhone.bought(house, "zh-TW");
    try (Screen first = chromium.onComputer("zh-TW")) {
      first.open(console()).signIn(employee).sees("#motp-submit");
      first.press("#motp-submit").sees("#motp-way-online");
      first.press("#motp-way-online").sees("#motp-qr");
      phone.starts().opensTheApp().screen().press("#add").sees("#scan");
      phone.isHeldBefore(first.picture("#motp-qr")).screen().press("#scan");
      first.sees("#otp").typeAndEnter("#otp", phone.digits()).sees("#motp-serial");
    }
    phone.screen().press("#show-code");
    computer = chromium.onComputer("zh-TW");
  }

  @AfterEach
  void leave() {
    computer.close();
    phone.close();
    chromium.close();
  }

  /** The login page asks the phone, which shows the question by itself; the number. */
  private String asks() {
    computer.open(console()).signIn(employee).sees("#motp-phone").press("#motp-phone");
    String number = computer.sees("#motp-number").text("#motp-number");
    phone.screen().sees(".question");
    return number;
  }

  @Test
  void userReadsWhoLogsInAndTypesTheNumberOrSaysThatItIsSomebodyElse() {
    String number = asks();
    String question = phone.screen().text(".question");
    assertThat(question).contains(employee.account(), "127.0.0.1", "帳號控制台");
    // An address, a time and the seconds left may contain the same two digits.
    assertThat(question.lines().filter(line -> !line.matches(".*[.:].*|.*秒|ming.*")))
        .as("what the phone shows beside address, time and name")
        .noneMatch(line -> line.contains(number));

    answers(number.equals("11") ? "12" : "11");
    await().atMost(PATIENCE).until(() -> phone.screen().text().contains("沒有核准"));
    assertThat(computer.shows("#motp-number")).as("after a wrong number").isTrue();
    phone.screen().sees(".question");
    answers(number);
    computer.isAt(CONSOLE);
    await().atMost(PATIENCE).until(() -> !phone.screen().shows(".question"));

    computer.close();
    computer = chromium.onComputer("zh-TW");
    asks();
    phone.screen().press(".deny").sees("#dialog-yes").press("#dialog-yes");
    computer.sees("#otp");
    assertThat(computer.text()).contains("手機沒有核准");
    await().atMost(PATIENCE).until(this::isTold);
    assertThat(phone.violations()).isEmpty();
  }

  private void answers(String number) {
    phone.screen().type(".question-number", number).press(".approve");
  }

  private boolean isTold() {
    return house.mails().mails().stream()
        .anyMatch(mail -> mail.to().contains(employee.mail()) && mail.subject().contains("登入遭拒"));
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}

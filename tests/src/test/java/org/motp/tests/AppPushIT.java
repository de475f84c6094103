package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.PushService;
import org.motp.tests.people.Employee;
import org.motp.tests.people.PushReader;
import org.motp.tests.screen.AppWorker;
import org.motp.tests.screen.Chromium;
import org.motp.tests.screen.Registering;
import org.motp.tests.screen.Screen;
import org.motp.tests.screen.SmartPhone;

/**
 * A question wakes the phone. The push service of its browser is the house's: the browser's own
 * cannot be reached from a test.
 */
@InHouse
class AppPushIT {
  private static final Pattern CONSOLE = Pattern.compile(".*/realms/motp/account/.*");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TITLE = "有人正在登入";

  /** Subscriptions, as browsers make them, at the push service of the house. */
  private static final String PUSH_MANAGER =
      """
      {
        let current = null;
        PushManager.prototype.getSubscription = async () => current;
        PushManager.prototype.subscribe = async ({applicationServerKey, userVisibleOnly}) => {
          if (userVisibleOnly !== true || applicationServerKey.length !== 65) {
            throw new DOMException("", "NotAllowedError");
          }
          const json = %s;
          current = {
            endpoint: json.endpoint,
            toJSON: () => json,
            unsubscribe: async () => { current = null; return true; },
          };
          return current;
        };
      }""";

  private static Chromium chromium;

  private final House house;
  private final Employee employee;
  private final PushService.Box box;
  private final PushReader reader = new PushReader();
  private final SmartPhone phone;
  private Screen computer;

  AppPushIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.box = house.pushService().newBox();
    this.phone = SmartPhone.bought(house, "zh-TW").where(PUSH_MANAGER.formatted(subscription(box)));
    this.computer = chromium.onComputer("zh-TW");
  }

  @BeforeAll
  static void openBrowser() {
    chromium = Chromium.start();
  }

  @AfterEach
  void leave() {
    computer.close();
    phone.close();
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private String subscription(PushService.Box where) {
    return "{endpoint: '%s', expirationTime: null, keys: {p256dh: '%s', auth: '%s'}}"
        .formatted(where.endpoint(), reader.p256dh(), reader.auth());
  }

  /** Registers the app, up to the page that offers notifications. */
  private void registers() {
    Registering.byLink(console(), employee, computer, phone.starts());
    phone.screen().sees("#push-start");
    computer.close();
  }

  private void registersWithNotifications() {
    phone.whoseUserAllowsNotifications();
    registers();
    phone.screen().press("#push-start").sees(".code-line .code");
    assertThat(phone.screen().text("#status")).contains("通知已開啟");
  }

  /** The login page asks the phone; the number. */
  private String asks() {
    computer = chromium.onComputer("zh-TW");
    computer.open(console()).signIn(employee).press("#motp-phone");
    return computer.sees("#motp-number").text("#motp-number");
  }

  private String messageIn(PushService.Box where) {
    await().atMost(PATIENCE).until(() -> !where.messages().isEmpty());
    return reader.reads(where.messages().get(0));
  }

  private void receives(AppWorker worker, String data) {
    worker.receives(house.url().toString(), data);
    await().atMost(PATIENCE).until(() -> !worker.notifications().isEmpty());
  }

  private void approves(String number) {
    phone.screen().sees(".question").type(".question-number", number).press(".approve");
    computer.isAt(CONSOLE);
  }

  @Test
  void loginWakesThePhoneWhoseUserPressesTheNotificationAndApproves() {
    registersWithNotifications();
    AppWorker worker = phone.worker();
    phone.screen().press("#settings").sees("#language");
    String number = asks();

    String message = messageIn(box);
    assertThat(message).as("what the push service could not read either").isEqualTo("{}");
    receives(worker, message);
    assertThat(worker.notifications())
        .singleElement()
        .asString()
        .contains(TITLE, "核准", "zh-TW")
        .doesNotContain(employee.account(), number);

    assertThat(worker.pressesNotification()).containsExactly("shows " + phone.app());
    phone.screen().sees(".question");
    assertThat(phone.screen().text(".question")).contains(employee.account());
    assertThat(worker.notifications()).isEmpty();
    approves(number);
    assertThat(phone.violations()).isEmpty();
  }

  @Test
  void notificationComesEveryTimeAndInTheLanguageOfTheApp() {
    registersWithNotifications();
    AppWorker worker = phone.worker();
    for (String data : List.of("", "garbage", "{\"title\": \"<b>x</b>\"}", "x".repeat(3000))) {
      receives(worker, data);
      assertThat(worker.notifications()).singleElement().asString().startsWith(TITLE);
      worker.wipesNotifications();
    }

    String number = asks();
    approves(number);
    receives(worker, "{}");
    assertThat(worker.notifications()).as("of an answered question").hasSize(1);
    assertThat(worker.pressesNotification()).containsExactly("shows " + phone.app());
    assertThat(phone.screen().sees(".code-line .code").shows(".question")).isFalse();

    phone.screen().press("#settings").sees("#language");
    phone.choosesLanguage("en");
    receives(worker, "{}");
    assertThat(worker.notifications()).singleElement().asString().contains("Somebody", "\nen");
  }

  @Test
  void answeredQuestionTakesItsNotificationAway() {
    registersWithNotifications();
    AppWorker worker = phone.worker();
    String number = asks();
    receives(worker, messageIn(box));

    approves(number);

    await().atMost(PATIENCE).until(() -> worker.notifications().isEmpty());
  }

  @Test
  void notificationOfAClosedAppOpensItWithTheQuestion() {
    registersWithNotifications();
    AppWorker worker = phone.worker();
    String number = asks();
    receives(worker, messageIn(box));

    assertThat(worker.pressesNotificationWithoutTheApp()).containsExactly("opens " + phone.app());

    phone.starts().opensTheApp();
    approves(number);
  }

  @Test
  void newAddressOfTheBrowserIsToldWithoutOpeningTheApp() {
    registersWithNotifications();
    AppWorker worker = phone.worker();
    PushService.Box renewed = house.pushService().newBox();

    worker.hasNewSubscription(subscription(renewed));

    String number = asks();
    assertThat(messageIn(renewed)).isEqualTo("{}");
    assertThat(box.messages()).isEmpty();
    approves(number);
  }

  @Test
  void whoDeniesNotificationsIsToldSoAndStillFindsTheQuestion() {
    registers();
    phone.screen().press("#push-start");
    await().atMost(PATIENCE).until(() -> phone.screen().text("#status").contains("您已拒絕通知"));
    phone.screen().press("#show-code").sees(".code-line .code");

    String number = asks();

    approves(number);
    assertThat(box.messages()).isEmpty();
  }

  private URI console() {
    return house.url().resolve("/realms/motp/account/");
  }
}

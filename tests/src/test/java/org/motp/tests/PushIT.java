package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.PushService;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.AppProtocol;
import org.motp.tests.people.Employee;
import org.motp.tests.people.PushKey;
import org.motp.tests.people.PushReader;
import org.motp.tests.people.WebPage;

/** A push message wakes the phone; whatever the push service does, no login waits for it. */
@InHouse
class PushIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern VAPID =
      Pattern.compile("vapid t=([\\w-]+\\.[\\w-]+)\\.([\\w-]+), k=([\\w-]+)");

  private final House house;
  private final Employee employee;
  private final AppPhone phone;
  private final PushService.Box box;
  private final PushReader reader = new PushReader();

  PushIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registersOnline(employee.signsIn());
    this.box = house.pushService().newBox();
    assertThat(phone.subscribes(box.endpoint().toString(), reader)).isEqualTo(204);
  }

  @AfterEach
  void allServicesAreAllowedAgain() {
    house.realm().registration(Map.of());
  }

  /** The login asks the phone; the page with the number is there at once. */
  private WebPage asks() {
    WebPage waiting = employee.signsIn().press("#motp-phone");
    assertThat(waiting.text("#motp-number")).hasSize(2);
    return waiting;
  }

  private void approves(WebPage waiting) {
    assertThat(phone.approves(waiting.text("#motp-number"))).isEqualTo(204);
    assertThat(waiting.next().arrived()).isTrue();
  }

  private PushService.Message message() {
    await().atMost(PATIENCE).until(() -> !box.messages().isEmpty());
    return box.messages().get(0);
  }

  private boolean subscribed() {
    return phone.asks().body().path("subscribed").asBoolean();
  }

  @Test
  void messageIsForThisPhoneAloneUrgentAndSaysNothing() {
    assertThat(subscribed()).isTrue();
    WebPage waiting = asks();

    PushService.Message message = message();

    assertThat(reader.reads(message)).isEqualTo("{}");
    assertThat(message.headers())
        .containsEntry("content-encoding", "aes128gcm")
        .containsEntry("urgency", "high")
        .containsKey("topic");
    assertThat(Integer.parseInt(message.headers().get("ttl"))).isBetween(1, 90);
    Matcher vapid = VAPID.matcher(message.headers().get("authorization"));
    assertThat(vapid.matches()).isTrue();
    assertThat(vapid.group(3)).isEqualTo(phone.vapidKey());
    assertThat(
            AppProtocol.verifies(
                AppProtocol.bytes(vapid.group(3)),
                vapid.group(1).getBytes(StandardCharsets.US_ASCII),
                AppProtocol.bytes(vapid.group(2))))
        .isTrue();
    JsonNode claims =
        AppPhone.json(
            new String(
                AppProtocol.bytes(vapid.group(1).split("\\.", -1)[1]), StandardCharsets.UTF_8));
    assertThat(claims.path("aud").asText()).isEqualTo(house.pushService().origin());
    assertThat(claims.path("exp").asLong() - house.clock().now().getEpochSecond())
        .isBetween(60L, 24 * 60 * 60L);
    approves(waiting);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void serviceThatKnowsTheSubscriptionNoMoreIsNotAskedAgain(int status) {
    box.answers(status);
    approves(asks());
    message();
    await().atMost(PATIENCE).until(() -> !subscribed());

    approves(asks());
    assertThat(box.messages()).hasSize(1);
  }

  @Test
  void subscriptionThatThePhoneHasRenewedIsNotForgottenForTheOldOne() {
    box.answers(410);
    PushService.Box renewed = house.pushService().newBox();
    assertThat(phone.subscribes(renewed.endpoint().toString(), reader)).isEqualTo(204);
    approves(asks());
    await().atMost(PATIENCE).until(() -> renewed.messages().size() == 1);
    assertThat(subscribed()).isTrue();
    assertThat(box.messages()).isEmpty();
  }

  @Test
  void serviceThatAsksForPatienceIsAskedAgainThen() {
    box.answers(429, "3");
    WebPage waiting = asks();
    message();
    long first = System.nanoTime();
    box.answers(201, "");
    await().atMost(PATIENCE).until(() -> box.messages().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(subscribed()).isTrue();
    approves(waiting);
  }

  @Test
  void serviceThatStumblesIsAskedAgainAsLongAsTheQuestionIsOpen() {
    box.answers(500);
    WebPage waiting = asks();
    await().atMost(PATIENCE).until(() -> box.messages().size() == 2);
    approves(waiting);
    // Four seconds later it would be asked for the third time.
    await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> box.messages().size() <= 2);
    assertThat(subscribed()).isTrue();
  }

  @Test
  void serviceThatAsksForMorePatienceThanTheQuestionHasIsNotAskedAgain() {
    box.answers(503, "3600");
    WebPage waiting = asks();
    message();
    approves(waiting);
    assertThat(house.keycloakLog()).contains("a push message was not sent: 127.0.0.1 answers 503");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413, 302})
  void serviceThatRefusesIsNotAskedAgainAndNoRedirectIsFollowed(int status) {
    box.answers(status);
    WebPage waiting = asks();
    message();
    await()
        .atMost(PATIENCE)
        .until(() -> house.keycloakLog().contains("refused: 127.0.0.1 answers " + status));
    approves(waiting);
    assertThat(box.messages()).hasSize(1);
    assertThat(subscribed()).isTrue();
  }

  @Test
  void servicesThatNeverAnswerHoldUpNoLoginAndNotTheOthersForEver() {
    box.answers(PushService.NEVER);
    for (int i = 0; i < 5; i++) {
      approves(asks());
      house.clock().advance(Duration.ofMinutes(10).plusSeconds(1));
    }
    Employee colleague = house.hire();
    AppPhone other = colleague.registersOnline(colleague.signsIn());
    PushService.Box quick = house.pushService().newBox();
    assertThat(other.subscribes(quick.endpoint().toString(), reader)).isEqualTo(204);
    WebPage waiting = colleague.signsIn().press("#motp-phone");
    await().atMost(Duration.ofMinutes(1)).until(() -> !quick.messages().isEmpty());
    assertThat(other.approves(waiting.text("#motp-number"))).isEqualTo(204);
    assertThat(waiting.next().arrived()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/abc",
        "http://fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:1/abc",
        "no address"
      })
  void phoneCannotMakeKeycloakPostElsewhere(String endpoint) {
    assertThat(phone.subscribes(endpoint, reader)).isEqualTo(400);
    assertThat(subscribed()).as("the subscription before").isTrue();
  }

  @Test
  void wellKnownServiceIsAccepted() {
    assertThat(phone.subscribes("https://fcm.googleapis.com/fcm/send/abc", reader)).isEqualTo(204);
    house.realm().registration(Map.of("push-hosts", "push.corp.example"));
    assertThat(phone.subscribes("https://fcm.googleapis.com/fcm/send/abc", reader)).isEqualTo(400);
    assertThat(phone.subscribes("https://push.corp.example/abc", reader)).isEqualTo(204);
  }

  @Test
  void phoneThatUnsubscribesIsLeftInPeace() {
    assertThat(phone.unsubscribes()).isEqualTo(204);
    assertThat(subscribed()).isFalse();
    approves(asks());
    assertThat(box.messages()).isEmpty();
  }

  @Test
  void phonesThatAskForTheKeyOfANewRealmAtOnceAllGetTheSame()
      throws InterruptedException, ExecutionException, SQLException {
    int before = house.database().count("MOTP_SECRET");
    house.realm().createRealm("fresh");
    try {
      assertThat(PushKey.seenAtOnce("fresh", List.of(house.url())))
          .hasSize(1)
          .allMatch(key -> AppProtocol.bytes(key).length == 65);
      assertThat(house.database().count("MOTP_SECRET")).isEqualTo(before + 1);
    } finally {
      house.realm().removeRealm("fresh");
    }
    assertThat(house.database().count("MOTP_SECRET")).isEqualTo(before);
  }

  @Test
  void keyOfTheRealmStaysTheSameAndLiesNowhereInClear() throws SQLException {
    String key = phone.vapidKey();
    assertThat(AppProtocol.bytes(key)).hasSize(65);
    assertThat(phone.vapidKey()).isEqualTo(key);
    assertThat(house.database().count("MOTP_SECRET")).isEqualTo(1);
    assertThat(house.database().dump())
        .as("the public key would stand beside the private one")
        .doesNotContain(key);
  }
}

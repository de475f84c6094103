package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/** Who types 0 at the VPN instead of a code approves the login on the phone. */
@InHouse
class VpnApprovalIT {
  private static final Pattern NUMBER = Pattern.compile("輸入 ([0-9]{2}) 並核准");
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private final House house;
  private final Employee employee;
  private final AppPhone phone;

  VpnApprovalIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registersOnline(employee.signsIn());
  }

  @AfterEach
  void protectTheRealmAgain() {
    house.realm().bruteForceProtection(true);
  }

  @Test
  void employeeTypesTheNumberOnThePhoneAndIsConnected() {
    VpnReply prompt = house.vpn().login(employee.account(), employee.password());
    assertThat(prompt.message()).isEqualTo("輸入驗證碼，或輸入 0 由手機核准");

    VpnReply number = house.vpn().answer(employee.account(), prompt, "0");
    assertThat(number.kind()).isEqualTo(Kind.CHALLENGE);
    JsonNode question = phone.question().orElseThrow();
    assertThat(question.path("account").asText()).isEqualTo(employee.account());
    assertThat(question.path("address").asText()).isEqualTo(VpnRequest.USER_ADDRESS);
    assertThat(question.path("application").asText())
        .isEqualTo("MOTP RADIUS bridge · fortigate-taipei");
    assertThat(question.toString()).doesNotContain("\"" + numberIn(number) + "\"");
    assertThat(phone.approves(numberIn(number))).isEqualTo(204);

    int logins = house.realm().events(employee.id(), "LOGIN").size();
    assertThat(house.vpn().answer(employee.account(), number, "0").kind()).isEqualTo(Kind.ACCEPT);
    List<JsonNode> after = house.realm().events(employee.id(), "LOGIN");
    assertThat(after).hasSize(logins + 1);
    assertThat(after.get(0).path("details").path("motp_serial").asText()).isEqualTo(phone.serial());
    assertThat(after.get(0).path("details").path("motp_way").asText()).isEqualTo("approval");
    assertThat(after.get(0).path("ipAddress").asText()).isEqualTo(VpnRequest.USER_ADDRESS);
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
    assertThat(house.realm().events(employee.id(), "CUSTOM_REQUIRED_ACTION"))
        .extracting(event -> event.path("details").path("motp_asked").asText())
        .containsOnlyOnce(phone.serial());
    assertThat(phone.question()).isEmpty();
  }

  @Test
  void employeeWhoIsQuickerThanThePhoneIsAskedAgainAndLetInWhileTheBridgeWaits() {
    VpnReply number = numberAfterZero();

    VpnReply again = house.otherVpn().answer(employee.account(), number, "0");
    assertThat(again.kind()).as("after the bridge's deadline").isEqualTo(Kind.CHALLENGE);
    assertThat(numberIn(again)).isEqualTo(numberIn(number));

    CompletableFuture<VpnReply> waiting =
        CompletableFuture.supplyAsync(() -> house.vpn().answer(employee.account(), again, "ok"));
    assertThat(phone.approves(numberIn(again))).isEqualTo(204);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(waiting::isDone);
    assertThat(waiting.join().kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void employeeWhosePhoneIsOfflineTypesTheCodeAfterAll() {
    VpnReply number = numberAfterZero();
    assertThat(phone.question()).isPresent();

    assertThat(house.vpn().answer(employee.account(), number, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
    assertThat(phone.question()).as("a question that nobody waits for").isEmpty();
  }

  @Test
  void waitingForThePhoneUsesNoAnswerUpAndProlongsNothing() {
    // Keycloak's own protection refuses whoever comes while it still counts the answer before.
    house.realm().bruteForceProtection(false);
    TokenEndpoint endpoint = bridge();
    TokenEndpoint.Answer answer = endpoint.login(employee.account(), employee.password());
    answer = endpoint.answer(employee.account(), answer.mfaToken(), "0");
    for (int i = 0; i < 5; i++) {
      String used = answer.mfaToken();
      answer = endpoint.waits(employee.account(), used);
      assertThat(answer.error()).isEqualTo("authorization_pending");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().path("interval").asInt()).isPositive();
      assertThat(endpoint.waits(employee.account(), used).error())
          .as("a handle that was used")
          .isEqualTo("invalid_grant");
    }
    for (String code : phone.codes().wrongCodes(2)) {
      answer = endpoint.answer(employee.account(), answer.mfaToken(), code);
      assertThat(answer.error()).isEqualTo("mfa_required");
    }
    String last = answer.mfaToken();
    assertThat(phone.approves(numberIn(endpoint.waits(employee.account(), last).message())))
        .as("the phone may still answer")
        .isEqualTo(204);

    house.clock().advance(LIFETIME.plusSeconds(1));
    assertThat(endpoint.waits(employee.account(), last).error()).isEqualTo("invalid_grant");
    assertThat(phone.question()).isEmpty();
  }

  @Test
  void loginThatEndsInWrongCodesLeavesNoQuestionBehindThatWouldKeepTheNextOneFromAsking() {
    // Keycloak's own protection refuses whoever comes while it still counts the answer before.
    house.realm().bruteForceProtection(false);
    TokenEndpoint endpoint = bridge();
    TokenEndpoint.Answer answer = endpoint.login(employee.account(), employee.password());
    answer = endpoint.answer(employee.account(), answer.mfaToken(), "0");
    assertThat(phone.question()).isPresent();
    Iterator<String> codes = phone.codes().wrongCodes(3).iterator();
    do {
      answer = endpoint.answer(employee.account(), answer.mfaToken(), codes.next());
    } while (answer.error().equals("mfa_required"));
    assertThat(answer.error()).isEqualTo("invalid_grant");

    assertThat(phone.question()).as("a question for which nobody can come").isEmpty();
  }

  @Test
  void approvalThatComesAfterTheLoginsTimeLetsNobodyIn() {
    VpnReply number = numberAfterZero();
    assertThat(phone.approves(numberIn(number))).isEqualTo(204);

    house.clock().advance(LIFETIME.plusSeconds(1));
    assertThat(house.vpn().answer(employee.account(), number, "0").kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void whoHasAnotherAppIsNotOfferedThePhoneAndZeroIsJustAWrongCode() {
    Employee other = house.hire();
    Phone offline = other.registers();
    VpnReply prompt = house.vpn().login(other.account(), other.password());
    assertThat(prompt.message()).doesNotContain("0");

    VpnReply again = house.vpn().answer(other.account(), prompt, "0");
    assertThat(again.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(again.message()).contains("驗證碼不正確");
    assertThat(house.vpn().answer(other.account(), again, offline.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void afterThisWasNotMeTheOwnerIsToldAndThePhoneStaysQuietUntilACodeIsTyped() {
    VpnReply number = numberAfterZero();
    assertThat(phone.denies()).isEqualTo(204);

    VpnReply over = house.vpn().answer(employee.account(), number, "0");
    assertThat(over.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(over.message()).contains("請輸入驗證碼");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                house.mails().mails().stream()
                    .anyMatch(
                        mail ->
                            mail.to().contains(employee.mail())
                                && mail.subject().contains("登入遭拒")
                                && mail.text().contains(VpnRequest.USER_ADDRESS)));

    VpnReply refused = zero();
    assertThat(refused.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(refused.message()).as("like any that was not approved").isEqualTo(over.message());
    assertThat(phone.question()).isEmpty();

    house.clock().advance(Duration.ofSeconds(1));
    assertThat(house.vpn().answer(employee.account(), refused, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
    numberAfterZero();
  }

  @Test
  void oneQuestionAtATimeAndFiveInTenMinutes() {
    VpnReply first = numberAfterZero();
    VpnReply second = zero();
    assertThat(second.message()).as("while the first one is open").contains("請輸入驗證碼");
    assertThat(phone.approves(numberIn(first))).isEqualTo(204);
    assertThat(house.vpn().answer(employee.account(), first, "0").kind()).isEqualTo(Kind.ACCEPT);

    for (int i = 2; i <= 5; i++) {
      assertThat(phone.approves(numberIn(numberAfterZero()))).isEqualTo(204);
    }
    assertThat(zero().message()).as("the sixth").contains("請輸入驗證碼");
    assertThat(phone.question()).isEmpty();

    house.clock().advance(Duration.ofMinutes(10).plusSeconds(1));
    numberAfterZero();
  }

  private TokenEndpoint bridge() {
    return house.tokenEndpoint().with("motp_nas", "fortigate-taipei").with("motp_locale", "zh-TW");
  }

  /** Logs in, answers 0, and is shown a number. */
  private VpnReply numberAfterZero() {
    VpnReply number = zero();
    assertThat(number.kind()).isEqualTo(Kind.CHALLENGE);
    numberIn(number);
    return number;
  }

  private VpnReply zero() {
    VpnReply prompt = house.vpn().login(employee.account(), employee.password());
    return house.vpn().answer(employee.account(), prompt, "0");
  }

  private static String numberIn(VpnReply reply) {
    return numberIn(reply.message());
  }

  private static String numberIn(String message) {
    Matcher number = NUMBER.matcher(message);
    assertThat(number.find()).as(message).isTrue();
    return number.group(1);
  }
}

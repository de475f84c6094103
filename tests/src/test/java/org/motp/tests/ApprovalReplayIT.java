package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.vpn.TokenEndpoint;

/** An approval is good for one login, one number, one phone, once, and not for long. */
@InHouse
class ApprovalReplayIT {
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private final House house;
  private final Employee employee;
  private final AppPhone phone;

  ApprovalReplayIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registersOnline(employee.signsIn());
  }

  /** A login at the token endpoint that waits for the phone. */
  private record Waiting(String mfaToken, String number) {}

  private Waiting waiting(Employee who) {
    TokenEndpoint endpoint = bridge();
    TokenEndpoint.Answer prompt = endpoint.login(who.account(), who.password());
    TokenEndpoint.Answer asked = endpoint.answer(who.account(), prompt.mfaToken(), "0");
    assertThat(asked.error()).as(asked.message()).isEqualTo("authorization_pending");
    assertThat(asked.body().path("prompt").asBoolean()).isTrue();
    return new Waiting(asked.mfaToken(), asked.message().replaceAll("^.*?輸入 ([0-9]{2}) .*$", "$1"));
  }

  private TokenEndpoint bridge() {
    return house.tokenEndpoint().with("motp_nas", "gate").with("motp_locale", "zh-TW");
  }

  private boolean letsIn(Waiting login) {
    return bridge().waits(employee.account(), login.mfaToken()).hasToken();
  }

  @Test
  void answerThatWasSignedForOneLoginIsRefusedForAnother() {
    Waiting first = waiting(employee);
    JsonNode firstQuestion = phone.question().orElseThrow();
    String signedForFirst = phone.signedAnswer(firstQuestion, first.number(), true);
    assertThat(phone.sends(signedForFirst)).isEqualTo(204);
    assertThat(letsIn(first)).isTrue();

    Waiting second = waiting(employee);
    JsonNode secondQuestion = phone.question().orElseThrow();
    assertThat(phone.sends(signedForFirst)).as("as it was").isEqualTo(409);
    ObjectNode moved = AppPhone.json(signedForFirst);
    moved.put("question", secondQuestion.path("id").asText());
    assertThat(phone.sends(moved.toString())).as("with the other login's id").isEqualTo(409);
    moved.put("number", second.number());
    assertThat(phone.sends(moved.toString())).as("and its number").isEqualTo(409);
    assertThat(bridge().waits(employee.account(), second.mfaToken()).error())
        .isEqualTo("authorization_pending");
  }

  @Test
  void signatureCoversEverythingThatTheUserSaw() {
    Waiting login = waiting(employee);
    JsonNode question = phone.question().orElseThrow();
    for (String shown : List.of("account", "address", "application")) {
      ObjectNode other = question.deepCopy();
      other.put(shown, "another");
      assertThat(phone.sends(phone.signedAnswer(other, login.number(), true)))
          .as("signed with another " + shown)
          .isEqualTo(409);
    }
    for (String time : List.of("asked", "expires")) {
      ObjectNode other = question.deepCopy();
      other.put(time, question.path(time).asLong() + 1);
      assertThat(phone.sends(phone.signedAnswer(other, login.number(), true)))
          .as("signed with another " + time)
          .isEqualTo(409);
    }
    ObjectNode denial = AppPhone.json(phone.signedAnswer(question, "", false));
    denial.put("approve", true).put("number", login.number());
    assertThat(phone.sends(denial.toString())).as("a denial made an approval").isEqualTo(409);

    assertThat(phone.answers(question, login.number(), true)).isEqualTo(204);
    assertThat(letsIn(login)).isTrue();
  }

  @Test
  void anotherNumberIsRefusedAndThreeOfThemEndTheQuestion() {
    Waiting login = waiting(employee);
    String wrong = login.number().equals("11") ? "12" : "11";
    for (int i = 0; i < 3; i++) {
      assertThat(phone.approves(wrong)).isEqualTo(409);
    }
    assertThat(phone.question()).isEmpty();
    assertThat(bridge().waits(employee.account(), login.mfaToken()).error())
        .isEqualTo("mfa_required");
  }

  @Test
  void threeNumbersAreAllThatAreLookedAtHoweverManyComeAtOnce() throws SQLException {
    Waiting login = waiting(employee);
    JsonNode question = phone.question().orElseThrow();
    List<CompletableFuture<Integer>> answers =
        IntStream.range(10, 100)
            .mapToObj(number -> phone.signedAnswer(question, Integer.toString(number), true))
            .map(body -> CompletableFuture.supplyAsync(() -> phone.sends(body)))
            .toList();
    long taken = answers.stream().filter(answer -> answer.join() == 204).count();
    // By chance one of three may be the right one.
    assertThat(taken).isLessThanOrEqualTo(1);
    assertThat(house.database().tries(question.path("id").asText())).isLessThanOrEqualTo(3);
    assertThat(phone.question()).isEmpty();
    assertThat(login.number()).hasSize(2);
  }

  @Test
  void answerThatComesLateIsRefused() {
    Waiting login = waiting(employee);
    JsonNode question = phone.question().orElseThrow();
    house.clock().advance(LIFETIME.plusSeconds(1));
    assertThat(phone.question()).isEmpty();
    assertThat(phone.answers(question, login.number(), true)).isEqualTo(409);
  }

  @Test
  void answerOfAnotherPhoneIsRefused() {
    Waiting login = waiting(employee);
    JsonNode question = phone.question().orElseThrow();
    Employee colleague = house.hire();
    AppPhone other = colleague.registersOnline(colleague.signsIn());
    assertThat(other.answers(question, login.number(), true)).as("a colleague's").isEqualTo(409);
    ObjectNode stolen = AppPhone.json(phone.signedAnswer(question, login.number(), true));
    assertThat(other.sends(stolen.toString())).as("with the owner's signature").isEqualTo(409);
    assertThat(other.answers(question, "", false)).as("a denial").isEqualTo(409);
    assertThat(phone.question()).isPresent();
  }

  @Test
  void approvalIsUsedOnceAndOnlyByTheLoginThatAsked() {
    TokenEndpoint.Answer other = bridge().login(employee.account(), employee.password());
    Waiting login = waiting(employee);
    JsonNode question = phone.question().orElseThrow();
    assertThat(phone.answers(question, login.number(), true)).isEqualTo(204);
    assertThat(phone.answers(question, login.number(), true)).as("answered twice").isEqualTo(409);

    assertThat(bridge().answer(employee.account(), other.mfaToken(), "00").hasToken())
        .as("a login that asked nothing")
        .isFalse();
    assertThat(
            house
                .tokenEndpoint()
                .with("motp_nas", "another gate")
                .waits(employee.account(), login.mfaToken())
                .hasToken())
        .as("from another gateway")
        .isFalse();
    assertThat(letsIn(login)).as("the handle was used by that").isFalse();
  }

  @Test
  void approvalLetsOneOfManyRequestsInThatComeAtOnce() {
    Waiting login = waiting(employee);
    assertThat(phone.approves(login.number())).isEqualTo(204);
    List<CompletableFuture<Boolean>> requests =
        IntStream.range(0, 10)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> letsIn(login)))
            .toList();
    assertThat(requests.stream().filter(CompletableFuture::join)).hasSize(1);
  }

  @Test
  void phoneWhoseTokenWasLockedMeanwhileLetsNobodyIn() {
    Waiting login = waiting(employee);
    assertThat(phone.approves(login.number())).isEqualTo(204);
    for (String code : phone.codes().wrongCodes(10)) {
      house.tokenEndpoint().login(employee.account(), employee.password(), code);
    }
    assertThat(letsIn(login)).isFalse();
  }

  @Test
  void lockedTokenCannotBeAskedAndCannotAnswer() {
    Waiting login = waiting(employee);
    for (String code : phone.codes().wrongCodes(10)) {
      house.tokenEndpoint().login(employee.account(), employee.password(), code);
    }
    assertThat(phone.approves(login.number())).isEqualTo(409);
    assertThat(bridge().login(employee.account(), employee.password()).error())
        .isEqualTo("invalid_grant");
  }

  @Test
  void disabledEmployeeIsNotLetInByAnApproval() {
    Waiting login = waiting(employee);
    assertThat(phone.approves(login.number())).isEqualTo(204);
    house.realm().disable(employee.id());
    assertThat(letsIn(login)).isFalse();
  }
}

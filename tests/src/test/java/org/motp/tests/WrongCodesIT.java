package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/** Whoever knows the password guesses codes: ten are all that are looked at. */
@InHouse
class WrongCodesIT {
  private static final int MANY = 500;
  private static final int AT_ONCE = 60;
  private static final int UNTIL_THE_LOCK = 10;
  private static final int ANSWERS_OF_A_LOGIN = 3;
  private static final Duration FIRST_LOCK = Duration.ofSeconds(60);

  private final House house;
  private final Employee employee;
  private final Phone phone;

  WrongCodesIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registers();
  }

  @AfterEach
  void protectTheRealmAgain() {
    house.realm().bruteForceProtection(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void guessingAtTheVpnLocksTheTokenAfterTheTenth(boolean bruteForceProtection)
      throws SQLException {
    house.realm().bruteForceProtection(bruteForceProtection);
    // All challenges first: they are answered when the token is locked already.
    List<VpnReply> open =
        house
            .vpn()
            .sendInTurn(
                Collections.nCopies(
                    MANY / ANSWERS_OF_A_LOGIN + 2,
                    VpnRequest.login(employee.account(), employee.password())));
    assertThat(open).allMatch(reply -> reply.kind() == Kind.CHALLENGE);
    VpnReply last = open.get(open.size() - 1);
    List<String> codes = phone.wrongCodes(MANY);
    List<VpnReply> challenges = open.subList(0, open.size() - 1);
    int guessed = 0;
    while (!challenges.isEmpty()) {
      List<VpnRequest> answers = new ArrayList<>();
      for (VpnReply challenge : challenges) {
        answers.add(VpnRequest.answer(employee.account(), challenge, codes.get(guessed % MANY)));
        guessed++;
      }
      List<VpnReply> replies = house.vpn().sendInTurn(answers);
      assertThat(replies).noneMatch(reply -> reply.kind() == Kind.ACCEPT);
      challenges = replies.stream().filter(reply -> reply.kind() == Kind.CHALLENGE).toList();
    }

    assertThat(house.database().failures(phone.serial())).isEqualTo(UNTIL_THE_LOCK);
    assertThat(house.vpn().answer(employee.account(), last, phone.newCode()).kind())
        .as("the right code in a login that was begun before the lock")
        .isEqualTo(Kind.REJECT);
    assertLockedAndFreeAgain();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void guessingAtTheTokenEndpointLocksTheTokenAfterTheTenth(boolean bruteForceProtection)
      throws SQLException {
    house.realm().bruteForceProtection(bruteForceProtection);
    TokenEndpoint endpoint = house.tokenEndpoint();

    for (String code : phone.wrongCodes(MANY)) {
      TokenEndpoint.Answer answer = endpoint.login(employee.account(), employee.password(), code);
      assertThat(answer.error()).isEqualTo("invalid_grant");
    }

    assertThat(house.database().failures(phone.serial())).isEqualTo(UNTIL_THE_LOCK);
    assertLockedAndFreeAgain();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void guessingAtTheLoginPageLocksTheTokenAfterTheTenth(boolean bruteForceProtection)
      throws SQLException {
    house.realm().bruteForceProtection(bruteForceProtection);
    WebPage page = employee.signsIn();

    for (String code : phone.wrongCodes(MANY)) {
      page = page.typeCode(code);
      assertThat(page.arrived()).isFalse();
    }

    assertThat(house.database().failures(phone.serial())).isEqualTo(UNTIL_THE_LOCK);
    assertThat(page.typeCode(phone.newCode()).arrived()).as("with the right code").isFalse();
    assertLockedAndFreeAgain();
  }

  @Test
  void guessingInParallelGetsNoMoreThanTenCodesCompared() throws SQLException {
    house.realm().bruteForceProtection(false);
    List<VpnReply> challenges =
        house
            .vpn()
            .sendInTurn(
                Collections.nCopies(
                    AT_ONCE, VpnRequest.login(employee.account(), employee.password())));
    List<String> codes = phone.wrongCodes(AT_ONCE);
    List<VpnRequest> answers = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(VpnRequest.answer(employee.account(), challenges.get(i), codes.get(i)));
    }

    List<VpnReply> replies = house.vpn().sendAtOnce(answers);

    assertThat(replies).noneMatch(reply -> reply.kind() == Kind.ACCEPT);
    assertThat(house.database().failures(phone.serial())).isEqualTo(UNTIL_THE_LOCK);
    assertLockedAndFreeAgain();
  }

  private void assertLockedAndFreeAgain() {
    assertThat(
            house
                .tokenEndpoint()
                .login(employee.account(), employee.password(), phone.newCode())
                .hasToken())
        .as("the right code while the token is locked")
        .isFalse();

    house.clock().advance(FIRST_LOCK.plusSeconds(1));

    TokenEndpoint.Answer right =
        house.tokenEndpoint().login(employee.account(), employee.password(), phone.newCode());
    assertThat(right.hasToken()).as("the right code after the lock").isTrue();
  }

  @Test
  void secondLockLastsTwiceAsLong() throws SQLException {
    TokenEndpoint endpoint = house.tokenEndpoint();
    guess(endpoint, UNTIL_THE_LOCK);
    house.clock().advance(FIRST_LOCK.plusSeconds(1));
    guess(endpoint, UNTIL_THE_LOCK);
    house.clock().advance(FIRST_LOCK.plusSeconds(1));
    assertThat(endpoint.login(employee.account(), employee.password(), phone.newCode()).hasToken())
        .as("after one minute")
        .isFalse();

    house.clock().advance(FIRST_LOCK);
    assertThat(endpoint.login(employee.account(), employee.password(), phone.newCode()).hasToken())
        .as("after two minutes")
        .isTrue();
  }

  /** Until each is counted: Keycloak refuses unseen whoever comes while it counts the last one. */
  private void guess(TokenEndpoint endpoint, int times) throws SQLException {
    for (String code : phone.wrongCodes(times)) {
      int before = house.database().failures(phone.serial());
      await()
          .until(
              () -> {
                endpoint.login(employee.account(), employee.password(), code);
                return house.database().failures(phone.serial()) > before;
              });
    }
  }

  @Test
  void wrongCodeThatTheVpnClientSendsAgainCountsOnceInBothCounters() throws SQLException {
    String code = phone.wrongCode();
    TokenEndpoint endpoint = house.tokenEndpoint();
    for (int i = 0; i < 5; i++) {
      assertThat(endpoint.login(employee.account(), employee.password(), code).error())
          .isEqualTo("invalid_grant");
    }
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    VpnReply again = house.vpn().answer(employee.account(), challenge, code);
    assertThat(again.kind()).isEqualTo(Kind.CHALLENGE);
    employee.signsIn().typeCode(code);

    assertThat(house.database().failures(phone.serial())).isEqualTo(1);
    assertThat(house.realm().failures(employee.id())).isEqualTo(1);

    guess(endpoint, 1);
    assertThat(house.database().failures(phone.serial())).isEqualTo(2);
    assertThat(house.realm().failures(employee.id())).isEqualTo(2);
  }

  @Test
  void rightCodeClearsBothCounters() throws SQLException {
    guess(house.tokenEndpoint(), 3);
    assertThat(house.realm().failures(employee.id())).isEqualTo(3);

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);

    assertThat(house.database().failures(phone.serial())).isZero();
    assertThat(house.realm().failures(employee.id())).isZero();
  }

  @Test
  void inputThatIsNoCodeIsNotCounted() throws SQLException {
    TokenEndpoint endpoint = house.tokenEndpoint();
    for (String input :
        List.of("12345", "1234567", "abcdef", "12 34", "１２３４５", "-12345", "0x1234")) {
      assertThat(endpoint.login(employee.account(), employee.password(), input).hasToken())
          .as(input)
          .isFalse();
    }
    assertThat(house.database().failures(phone.serial())).isZero();
    assertThat(house.realm().failures(employee.id())).isZero();
  }

  @Test
  void fullWidthDigitsOfAChineseKeyboardAreTheCode() {
    StringBuilder wide = new StringBuilder();
    phone.newCode().chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());

    assertThat(house.vpn().answer(employee.account(), challenge, wide.toString()).kind())
        .isEqualTo(Kind.ACCEPT);
  }
}

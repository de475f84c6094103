package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
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
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/** A code, a challenge, a packet: each is good for one login, however often it is sent. */
@InHouse
class ReplayIT {
  private static final int MANY = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Long enough for three packets, shorter than Keycloak waits for a directory. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private final House house;
  private final Employee employee;
  private final Phone phone;

  ReplayIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registers();
  }

  @Test
  void challengeThatWasAnsweredOpensTheVpnToNobodyElse() {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    assertThat(answer(challenge, phone.newCode()).kind()).isEqualTo(Kind.ACCEPT);

    assertThat(answer(challenge, phone.newCode()).kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void codeThatWasOverheardOpensNoSecondLogin() {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    String code = phone.newCode();
    assertThat(answer(challenge, code).kind()).isEqualTo(Kind.ACCEPT);

    VpnReply second = house.vpn().login(employee.account(), employee.password());
    assertThat(answer(second, code).kind()).isIn(Kind.CHALLENGE, Kind.REJECT);
    assertThat(
            house.tokenEndpoint().login(employee.account(), employee.password(), code).hasToken())
        .isFalse();
    assertThat(employee.signsIn().typeCode(code).arrived()).isFalse();
  }

  @Test
  void codeThatProvedTheRegistrationOpensNoLogin() {
    Employee newcomer = house.hire();
    var offline = Employee.toOfflinePage(newcomer.signsIn());
    Phone newPhone = newcomer.readsKey(offline);
    String code = newPhone.newCode();
    assertThat(offline.typeCode(code).next().arrived()).isTrue();

    VpnReply challenge = house.vpn().login(newcomer.account(), newcomer.password());
    assertThat(house.vpn().answer(newcomer.account(), challenge, code).kind())
        .isEqualTo(Kind.CHALLENGE);
  }

  /** Keycloak's own protection lets one login of a user in at a time, and may be switched off. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofFiftyAnswersToOneChallengeOneIsAccepted(boolean bruteForceProtection) {
    house.realm().bruteForceProtection(bruteForceProtection);
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    VpnRequest answer = VpnRequest.answer(employee.account(), challenge, phone.newCode());

    List<VpnReply> replies = house.vpn().sendAtOnce(Collections.nCopies(MANY, answer));

    assertThat(replies).filteredOn(reply -> reply.kind() == Kind.ACCEPT).hasSize(1);
    assertThat(replies).filteredOn(reply -> reply.kind() == Kind.REJECT).hasSize(MANY - 1);
    assertThat(vpnLogins()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofFiftyLoginsWithOneCodeOneIsAccepted(boolean bruteForceProtection) {
    house.realm().bruteForceProtection(bruteForceProtection);
    List<VpnReply> challenges =
        house
            .vpn()
            .sendInTurn(
                Collections.nCopies(
                    MANY, VpnRequest.login(employee.account(), employee.password())));
    String code = phone.newCode();

    List<VpnReply> replies =
        house
            .vpn()
            .sendAtOnce(
                challenges.stream()
                    .map(challenge -> VpnRequest.answer(employee.account(), challenge, code))
                    .toList());

    assertThat(replies).filteredOn(reply -> reply.kind() == Kind.ACCEPT).hasSize(1);
    assertThat(replies).filteredOn(reply -> reply.kind() == Kind.SILENCE).isEmpty();
    assertThat(vpnLogins()).isEqualTo(1);
  }

  @AfterEach
  void protectTheRealmAgain() {
    house.realm().bruteForceProtection(true);
  }

  @Test
  void thirdWrongAnswerEndsTheLogin() {
    List<String> wrong = phone.wrongCodes(3);
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    VpnReply first = answer(challenge, wrong.get(0));
    assertThat(first.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(first.message()).isNotEqualTo(challenge.message()).contains("不正確");
    assertThat(first.state()).isNotEqualTo(challenge.state());
    VpnReply second = answer(first, wrong.get(1));
    assertThat(second.kind()).isEqualTo(Kind.CHALLENGE);

    VpnReply third = answer(second, wrong.get(2));

    assertThat(third.kind()).isEqualTo(Kind.REJECT);
    assertThat(answer(second, phone.newCode()).kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void rightCodeAfterAWrongOneIsAccepted() {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    VpnReply again = answer(challenge, phone.wrongCode());

    assertThat(answer(again, phone.newCode()).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void answerAfterTwoMinutesIsTooLate() {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    house.clock().advance(Duration.ofSeconds(121));

    assertThat(answer(challenge, phone.newCode()).kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void challengeOfOneIsNoChallengeOfAnother() {
    Employee colleague = house.hire();
    Phone colleaguesPhone = colleague.registers();
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());

    VpnReply reply = house.vpn().answer(colleague.account(), challenge, colleaguesPhone.newCode());

    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void inventedChallengeIsRefusedAndTheCodeNeverReachesTheDirectory() {
    int binds = house.directory().bindsOf(employee.account());

    VpnReply reply =
        house
            .vpn()
            .send(
                VpnRequest.login(employee.account(), phone.newCode()).with("State = \"invented\""));

    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    assertThat(house.directory().bindsOf(employee.account())).isEqualTo(binds);
  }

  @Test
  void packetThatTheGatewaySendsAgainGetsTheSameReplyAndIsOneLogin() throws IOException {
    try (Datagrams gateway = gateway()) {
      byte[] login = gateway.accessRequest(employee.account(), employee.password(), new byte[0]);
      byte[] challenge = sendThrice(gateway, login);
      byte[] state = Datagrams.value(challenge, Datagrams.STATE).orElseThrow();
      byte[] answer = gateway.accessRequest(employee.account(), phone.newCode(), state);
      byte[] accept = sendThrice(gateway, answer);

      assertThat(challenge[0]).as("code of the first reply").isEqualTo((byte) 11);
      assertThat(accept[0]).as("code of the second reply").isEqualTo((byte) 2);
    }
    assertThat(vpnLogins()).isEqualTo(1);
    assertThat(firstLegs()).isEqualTo(1);
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
  }

  private static byte[] sendThrice(Datagrams gateway, byte[] packet) throws IOException {
    gateway.send(packet);
    byte[] first = gateway.receive(PATIENCE).orElseThrow();
    for (int again = 0; again < 2; again++) {
      gateway.send(packet);
      assertThat(gateway.receive(PATIENCE)).hasValue(first);
    }
    return first;
  }

  @Test
  void packetThatIsSentAgainWhileTheDirectoryIsSlowIsAskedOnce() throws IOException {
    int binds = house.directory().bindsOf(employee.account());
    house.directory().delayAnswersBy(SLOW);
    try (Datagrams gateway = gateway()) {
      byte[] login = gateway.accessRequest(employee.account(), employee.password(), new byte[0]);
      gateway.send(login);
      gateway.send(login);
      gateway.send(login);
      byte[] first = gateway.receive(PATIENCE).orElseThrow();
      gateway.send(login);
      assertThat(gateway.receive(PATIENCE)).hasValue(first);
    } finally {
      house.directory().delayAnswersBy(Duration.ZERO);
    }
    assertThat(firstLegs()).isEqualTo(1);
    assertThat(house.directory().bindsOf(employee.account())).isEqualTo(binds + 1);
  }

  private Datagrams gateway() throws IOException {
    return new Datagrams(1, house.bridge().port(), house.bridge().radiusSecret());
  }

  private long firstLegs() {
    return house.realm().events(employee.id(), "CUSTOM_REQUIRED_ACTION").stream()
        .filter(event -> event.path("details").has("mfa_required"))
        .count();
  }

  private VpnReply answer(VpnReply challenge, String code) {
    return house.vpn().answer(employee.account(), challenge, code);
  }

  private long vpnLogins() {
    return house.realm().events(employee.id(), "LOGIN").stream()
        .filter(event -> TokenEndpoint.BRIDGE.equals(event.path("clientId").asText()))
        .count();
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** Without Keycloak the bridge says nothing, so that the FortiGate asks its next server. */
@InHouse
class OutageIT {
  private static final String GONE = "Keycloak cannot be asked: silent until it can";
  private static final String BACK = "Keycloak answers again";

  private final House house;

  OutageIT(House house) {
    this.house = house;
  }

  @Test
  void bridgeIsSilentWhileKeycloakIsDownAndAnswersSoonAfterItsReturn() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    long gone = house.bridge().lines(GONE);
    long back = house.bridge().lines(BACK);

    house.keycloak().stop();
    try {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(house.vpn().login(employee.account(), employee.password()).kind())
            .isEqualTo(Kind.SILENCE);
      }
      assertThat(house.bridge().lines(GONE)).as("lines about the loss").isEqualTo(gone + 1);
      assertThat(house.bridge().ask("/health/ready").statusCode()).isEqualTo(503);
      assertThat(house.bridge().ask("/health/live").statusCode()).isEqualTo(200);
      assertThat(house.bridge().metric("motp_radius_keycloak_breaker_open{realm=\"motp\"}"))
          .isEqualTo(1);
    } finally {
      house.restartKeycloak();
    }

    // A Keycloak that has just started is slow; what the FortiGate sends again after five seconds
    // is answered.
    await()
        .atMost(Duration.ofSeconds(12))
        .until(
            () -> house.vpn().login(employee.account(), employee.password()).kind(),
            kind -> kind == Kind.CHALLENGE);
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    assertThat(house.vpn().answer(employee.account(), challenge, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
    assertThat(house.bridge().ask("/health/ready").statusCode()).isEqualTo(200);
    assertThat(house.bridge().lines(GONE)).isEqualTo(gone + 1);
    assertThat(house.bridge().lines(BACK)).as("lines about the return").isEqualTo(back + 1);
  }

  @Test
  void codeThatWasUsedBeforeARestartOpensNoLoginAfterIt() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    String code = phone.newCode();
    assertThat(house.vpn().answer(employee.account(), challenge, code).kind())
        .isEqualTo(Kind.ACCEPT);

    house.keycloak().stop();
    house.restartKeycloak();
    // Until they know that it is back, bridges are silent.
    await()
        .atMost(Duration.ofSeconds(12))
        .until(() -> isReady(house.bridge()) && isReady(house.otherBridge()));

    VpnReply after = house.vpn().login(employee.account(), employee.password());
    assertThat(after.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(house.vpn().answer(employee.account(), after, code).kind())
        .isEqualTo(Kind.CHALLENGE);
  }

  @Test
  void directoryThatIsDownRefusesWithoutAnAcceptAndComesBackByItself() {
    Employee employee = house.hire();
    Phone phone = employee.registers();

    house.directory().stopListening();
    try {
      assertThat(house.vpn().login(employee.account(), employee.password()).kind())
          .isIn(Kind.REJECT, Kind.SILENCE);
    } finally {
      house.directory().startListening();
    }

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private static boolean isReady(Bridge bridge) {
    return bridge.ask("/health/ready").statusCode() == 200;
  }
}

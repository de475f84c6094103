package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/**
 * One account on which Keycloak stumbles. Six unanswered requests make a FortiGate give the whole
 * server up, so the bridge has to answer them.
 */
@InHouse
class BrokenAccountIT {
  /** One more than Keycloak's database takes; Active Directory has no such limit. */
  private static final int TOO_LONG = 256;

  private final House house;

  BrokenAccountIT(House house) {
    this.house = house;
  }

  @Test
  void accountOnWhichKeycloakStumblesIsRejectedAndEverybodyElseGoesOn() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Employee broken = Employee.hired(house, user -> user.with("givenName", "x".repeat(TOO_LONG)));
    TokenEndpoint.Answer answer = house.tokenEndpoint().login(broken.account(), broken.password());
    assertThat(answer.status()).as("what this test is about").isEqualTo(500);
    long lost = house.bridge().lines("Keycloak cannot be asked");

    List<VpnReply> replies =
        house
            .vpn()
            .sendInTurn(
                IntStream.range(0, 8)
                    .mapToObj(i -> VpnRequest.login(broken.account(), broken.password()))
                    .toList());

    assertThat(replies).extracting(VpnReply::kind).containsOnly(Kind.REJECT);
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(house.bridge().lines("Keycloak cannot be asked")).isEqualTo(lost);
  }
}

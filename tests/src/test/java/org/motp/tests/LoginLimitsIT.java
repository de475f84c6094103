package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.motp.tests.vpn.VpnRequest;

/** Whoever asks too often is answered, and neither Keycloak nor anybody else notices. */
@InHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginLimitsIT {
  private static final int PER_USER = 5;
  private static final int PER_ADDRESS = 12;
  private static final int FLOOD = 40;

  private final House house;
  private Bridge bridge;
  private Vpn vpn;

  LoginLimitsIT(House house) {
    this.house = house;
  }

  @BeforeAll
  void openGateway() {
    bridge =
        house.startBridge(
            "limits-bridge",
            """
            listen: 127.0.0.1:@PORT@
            keycloak: {url: "@KEYCLOAK@"}
            clients:
              - {name: gateway, address: 127.0.0.1, secret: "@SECRET@"}
            times: {reject-delay: 0ms}
            limits: {per-user: 5/60m, per-address: 12/60m}
            """);
    vpn = new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
  }

  @AfterAll
  void closeIt() {
    bridge.process().close();
  }

  @Test
  void guessingPasswordsOfOneUserReachesTheDirectoryOnlySoOften() {
    Employee victim = house.hire();
    Employee colleague = house.hire();
    Phone phone = colleague.registers();
    victim.registers();
    int before = house.realm().events(victim.id(), "LOGIN_ERROR").size();

    List<VpnReply> replies =
        vpn.sendAtOnce(Collections.nCopies(FLOOD, guess(victim.account(), "192.0.2.1")));
    assertThat(replies).as("none is left without an answer").allMatch(r -> r.kind() == Kind.REJECT);
    assertThat(house.realm().events(victim.id(), "LOGIN_ERROR")).hasSize(before + PER_USER);

    VpnReply challenge = send(login(colleague, "192.0.2.2"));
    assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(
            send(VpnRequest.answer(colleague.account(), challenge, phone.newCode())
                    .where("Calling-Station-Id", "192.0.2.2"))
                .kind())
        .as("somebody else")
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whatComesFromOneAddressDoesNotShutOutTheUsersWhoseNamesAreTried() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    long refused = refusedByAddress();
    List<VpnRequest> flood =
        java.util.stream.IntStream.range(0, FLOOD)
            .mapToObj(i -> guess("somebody." + i, "192.0.2.77"))
            .toList();
    assertThat(vpn.sendAtOnce(flood)).allMatch(reply -> reply.kind() == Kind.REJECT);
    vpn.sendAtOnce(Collections.nCopies(FLOOD, guess(employee.account(), "192.0.2.77")));
    await()
        .untilAsserted(
            () -> assertThat(refusedByAddress() - refused).isEqualTo(2L * FLOOD - PER_ADDRESS));

    VpnReply challenge = send(login(employee, "192.0.2.3"));
    assertThat(
            send(VpnRequest.answer(employee.account(), challenge, phone.newCode())
                    .where("Calling-Station-Id", "192.0.2.3"))
                .kind())
        .isEqualTo(Kind.ACCEPT);
  }

  private long refusedByAddress() {
    return bridge.lines("too many requests from the user's address");
  }

  private VpnReply send(VpnRequest request) {
    return vpn.send(request);
  }

  private VpnRequest login(Employee employee, String address) {
    return VpnRequest.login(employee.account(), employee.password())
        .where("Calling-Station-Id", address);
  }

  private VpnRequest guess(String user, String address) {
    return VpnRequest.login(user, house.secret()).where("Calling-Station-Id", address);
  }
}

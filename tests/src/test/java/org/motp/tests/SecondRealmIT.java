package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.Realm;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebSession;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** One bridge in front of two realms: which gateway is asked decides which one. */
@InHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondRealmIT {
  private static final String NAME = "subsidiary";

  private final House house;
  private Realm subsidiary;
  private Bridge bridge;
  private Vpn company;
  private Vpn branch;

  SecondRealmIT(House house) {
    this.house = house;
  }

  @BeforeAll
  void openBoth() {
    subsidiary = house.importRealm(NAME);
    bridge =
        house.startBridge(
            "two-realms-bridge",
            """
            listen: 127.0.0.1:@PORT@
            keycloak:
              url: "@KEYCLOAK@"
              realms:
                - {name: other, realm: subsidiary, client-secret: "@OTHER_SECRET@"}
            clients:
              - {name: company, address: 127.0.0.2, secret: "@SECRET@"}
              - {name: branch, address: 127.0.0.3, secret: "@SECRET@"}
            policy:
              rules:
                - {name: branch, client: branch, realm: other}
                - {name: company, client: company}
            times: {reject-delay: 0ms}
            limits: {per-user: none, per-address: none}
            management: {listen: "127.0.0.1:0"}
            """
                .replace(
                    "@OTHER_SECRET@",
                    house.secrets().text(subsidiary.secret(TokenEndpoint.BRIDGE))));
    Vpn vpn = new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
    company = vpn.at("127.0.0.2");
    branch = vpn.at("127.0.0.3");
  }

  @AfterAll
  void closeBoth() {
    if (bridge != null) {
      bridge.process().close();
    }
    house.realm().removeRealm(NAME);
  }

  @Test
  void theSameEmployeeLogsInToEachRealmWithThePhoneThatWasRegisteredThere() {
    Employee employee = house.hire();
    Phone atTheCompany = employee.registers();
    VpnReply stranger = branch.login(employee.account(), employee.password());
    assertThat(stranger.kind()).isEqualTo(Kind.REJECT);
    assertThat(stranger.message()).contains("/realms/" + NAME + "/account");

    Phone atTheBranch = employee.registers(employee.signsIn(new WebSession(house, "zh-TW", NAME)));
    assertThat(employee.connects(company, atTheCompany).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(employee.connects(branch, atTheBranch).kind()).isEqualTo(Kind.ACCEPT);

    VpnReply challenge = branch.login(employee.account(), employee.password());
    assertThat(branch.answer(employee.account(), challenge, atTheCompany.newCode()).kind())
        .as("the other realm's phone")
        .isEqualTo(Kind.CHALLENGE);
    assertThat(subsidiary.events(subsidiary.userId(employee.account()), "LOGIN"))
        .anyMatch(event -> event.path("clientId").asText().equals(TokenEndpoint.BRIDGE));
  }

  @Test
  void aChallengeOfOneRealmIsNotAnsweredInTheOther() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    VpnReply challenge = company.login(employee.account(), employee.password());

    assertThat(branch.answer(employee.account(), challenge, phone.newCode()).kind())
        .isEqualTo(Kind.REJECT);
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Who may log in where, and what the FortiGate is told about it. */
@InHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyIT {
  private final House house;
  private Bridge bridge;
  private Vpn vpn;

  PolicyIT(House house) {
    this.house = house;
  }

  @BeforeAll
  void openGateway() {
    bridge =
        house.startBridge(
            "policy-bridge",
            """
            listen: 127.0.0.1:@PORT@
            keycloak: {url: "@KEYCLOAK@"}
            clients:
              - {name: gateway, address: 127.0.0.1, secret: "@SECRET@"}
            users:
              strip-domains: [CORP]
              rules:
                - lower-case: true
                - {replace: "regex:(.+)@corp[.]example", with: $1}
            policy:
              rules:
                - name: no services
                  user: svc-*
                  action: deny
                - name: no abroad
                  address: [198.51.100.0/24, "2001:db8::/32"]
                  action: deny
                - name: administrators
                  connect-info: admin-login
                  group: FW-Admins-*
                  attributes:
                    - {attribute: Fortinet-Access-Profile, value: super_admin}
                    - {attribute: Fortinet-Vdom-Name, value: root}
                    - {attribute: 26.9.1, value: "shell:priv-lvl=15"}
                    - {attribute: Session-Timeout, value: 3600}
                - name: vpn
                  connect-info: [vpn-ssl, vpn-ikev2]
                  group: VPN-*
                  attributes:
                    - {attribute: Fortinet-Group-Name, claim: groups, match: VPN-*, value: fw-$1}
                    - {attribute: Filter-Id, claim: preferred_username}
                    - {attribute: Class, value: motp}
                    - {attribute: Framed-IP-Address, claim: vpn.address}
            times: {reject-delay: 0ms}
            limits: {per-user: none, per-address: none}
            """);
    vpn = new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
  }

  @AfterAll
  void closeIt() {
    bridge.process().close();
  }

  @Test
  void whoIsInTheGroupConnectsAndTheFortiGateIsToldWhatTheRuleSays() {
    Employee employee = member("VPN-Taipei");
    Phone phone = employee.registers();
    VpnReply reply = employee.connects(vpn, phone);
    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
    assertThat(reply.values("Fortinet-Group-Name"))
        .containsExactly("fw-Taipei" + employee.account());
    assertThat(reply.values("Filter-Id")).containsExactly(employee.account());
    assertThat(reply.values("Class")).containsExactly("0x6d6f7470");
    assertThat(reply.attributes()).doesNotContainKey("Framed-IP-Address");
  }

  @Test
  void whoIsInNoGroupOfTheRuleIsRejectedAfterTheCode() {
    Employee employee = member("Staff");
    Phone phone = employee.registers();
    VpnReply reply = employee.connects(vpn, phone);
    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    assertThat(reply.attributes().keySet()).containsExactly("Message-Authenticator");
    await().until(() -> bridge.lines("reason=\"no rule matches\"") > 0);
  }

  @Test
  void whoMayUseTheVpnDoesNotGetIntoTheFirewallItself() {
    Employee employee = member("VPN-Only");
    Phone phone = employee.registers();
    assertThat(connectsTo("admin-login", employee, phone).kind()).isEqualTo(Kind.REJECT);
    assertThat(connectsTo("vpn-ikev2", employee, phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void withoutAnyRulesNobodyGetsIntoTheFirewallItself() {
    Employee employee = house.hire();
    employee.registers();
    VpnReply reply =
        house
            .vpn()
            .send(
                VpnRequest.login(employee.account(), employee.password())
                    .where("Connect-Info", "admin-login"));
    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    await().until(() -> house.bridge().lines("reason=\"no rule for admin-login\"") > 0);
  }

  @Test
  void anAdministratorOfTheFirewallGetsTheProfileOfTheRule() {
    Employee employee = member("FW-Admins-Taipei");
    Phone phone = employee.registers();
    VpnReply reply = connectsTo("admin-login", employee, phone);
    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
    assertThat(reply.values("Fortinet-Access-Profile")).containsExactly("super_admin");
    assertThat(reply.values("Fortinet-Vdom-Name")).containsExactly("root");
    assertThat(reply.values("Cisco-AVPair")).containsExactly("shell:priv-lvl=15");
    assertThat(reply.values("Session-Timeout")).containsExactly("3600");
    assertThat(reply.attributes()).doesNotContainKey("Fortinet-Group-Name");
    assertThat(connectsTo("vpn-ssl", employee, phone).kind()).isEqualTo(Kind.REJECT);
  }

  @Test
  void whoComesFromARefusedNetworkIsRejectedBeforeThePasswordIsLookedAt() {
    Employee employee = member("VPN-Travel");
    employee.registers();
    int before = house.realm().events("LOGIN_ERROR").size();
    VpnReply reply =
        vpn.send(
            VpnRequest.login(employee.account(), house.secret())
                .where("Calling-Station-Id", "198.51.100.9"));
    assertThat(reply.kind()).isEqualTo(Kind.REJECT);
    assertThat(house.realm().events("LOGIN_ERROR")).hasSize(before);
    await().until(() -> bridge.lines("rule=\"no abroad\"") > 0);
  }

  @Test
  void oneUserHasOneNameHoweverItIsTyped() {
    Employee employee = member("VPN-Names");
    Phone phone = employee.registers();
    String account = employee.account();
    for (String typed :
        List.of(
            account.toUpperCase(java.util.Locale.ROOT),
            "corp\\" + account,
            account + "@CORP.example",
            " " + account + " ")) {
      VpnReply challenge = vpn.login(typed, employee.password());
      assertThat(vpn.answer(typed, challenge, phone.newCode()).kind())
          .as(typed)
          .isEqualTo(Kind.ACCEPT);
    }
  }

  /** Somebody in a group of this name and the account, so that no other test is in it. */
  private Employee member(String group) {
    Employee employee = house.hire();
    house.directory().addGroup(group + employee.account(), employee.dn());
    return employee;
  }

  private VpnReply connectsTo(String what, Employee employee, Phone phone) {
    VpnReply challenge =
        vpn.send(
            VpnRequest.login(employee.account(), employee.password()).where("Connect-Info", what));
    return challenge.kind() == Kind.CHALLENGE
        ? vpn.send(
            VpnRequest.answer(employee.account(), challenge, phone.newCode())
                .where("Connect-Info", what))
        : challenge;
  }
}

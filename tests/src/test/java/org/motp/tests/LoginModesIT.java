package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppPhone;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** How password and code are handed over, where FortiClient cannot or should not ask twice. */
@InHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginModesIT {
  private static final String OTP_CLIENT = "radius-otp";
  private static final Duration REJECT_DELAY = Duration.ofMillis(900);
  private static final Duration SCHEDULING = Duration.ofMillis(1500);

  private final House house;
  private Bridge bridge;
  private Vpn append;
  private Vpn joined;
  private Vpn code;
  private Vpn always;

  LoginModesIT(House house) {
    this.house = house;
  }

  @BeforeAll
  void openGateways() {
    ObjectNode client = house.realm().client(TokenEndpoint.BRIDGE).deepCopy();
    client.remove(List.of("id", "secret"));
    client.withArray("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
    client.put("clientId", OTP_CLIENT);
    client.withObject("/attributes").put("motp.otp-only", "true");
    house.realm().createClient(client);
    bridge =
        house.startBridge(
            "modes-bridge",
            """
            listen: 127.0.0.1:@PORT@
            keycloak:
              url: "@KEYCLOAK@"
              realms:
                - name: code-only
                  client-id: radius-otp
                  client-secret: "@OTP_SECRET@"
            clients:
              - {name: append, address: 127.0.0.2, secret: "@SECRET@", mode: append}
              - {name: joined, address: 127.0.0.3, secret: "@SECRET@", mode: append,
                 append-separator: none}
              - {name: checked, address: 127.0.0.4, secret: "@SECRET@"}
              - {name: always, address: 127.0.0.5, secret: "@SECRET@", mode: always-challenge}
            policy:
              rules:
                - {name: code alone, client: checked, realm: code-only, mode: otp-only}
                - {name: others, client: [append, joined, always]}
            times: {reject-delay: 900ms}
            limits: {per-user: none, per-address: none}
            """
                .replace("@OTP_SECRET@", house.secrets().text(house.realm().secret(OTP_CLIENT))));
    Vpn vpn = new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
    append = vpn.at("127.0.0.2");
    joined = vpn.at("127.0.0.3");
    code = vpn.at("127.0.0.4");
    always = vpn.at("127.0.0.5");
  }

  @AfterAll
  void closeThem() {
    bridge.process().close();
    house.realm().removeClient(OTP_CLIENT);
  }

  @Test
  void passwordAndCodeInOneFieldConnectAtOnce() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    String used = phone.newCode();
    assertThat(append.login(employee.account(), employee.password() + "," + used).kind())
        .isEqualTo(Kind.ACCEPT);
    assertThat(append.login(employee.account(), employee.password() + "," + used).kind())
        .as("the same code once more")
        .isEqualTo(Kind.REJECT);
    assertThat(joined.login(employee.account(), employee.password() + phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
    assertThat(append.login(employee.account(), employee.password() + "，" + phone.newCode()).kind())
        .as("with the comma of a Chinese keyboard")
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void wrongPasswordsAndWrongCodesInOneFieldAreRejected() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    assertThat(append.login(employee.account(), house.secret() + "," + phone.newCode()).kind())
        .isEqualTo(Kind.REJECT);
    assertThat(append.login(employee.account(), employee.password() + "," + phone.wrongCode()))
        .satisfies(reply -> assertThat(reply.kind()).isEqualTo(Kind.REJECT))
        .satisfies(reply -> assertThat(reply.message()).isEmpty());
    assertThat(append.login(employee.account(), "," + phone.newCode()).kind())
        .as("a code without a password")
        .isEqualTo(Kind.REJECT);
  }

  @Test
  void whoTypesOnlyThePasswordIsAskedForTheCodeOrToldToRegister() {
    Employee employee = house.hire();
    assertThat(append.login(employee.account(), employee.password()).message()).contains("尚未註冊載具");
    Phone phone = employee.registers();
    VpnReply challenge = append.login(employee.account(), employee.password());
    assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);
    assertThat(append.answer(employee.account(), challenge, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whereTheGatewayHasCheckedThePasswordTheCodeAloneConnects() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    String used = phone.newCode();
    assertThat(code.login(employee.account(), used).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(code.login(employee.account(), used).kind()).isEqualTo(Kind.REJECT);
    assertThat(code.login(employee.account(), phone.wrongCode()).kind()).isEqualTo(Kind.REJECT);
    assertThat(code.login(employee.account(), employee.password()).kind())
        .as("the password alone")
        .isEqualTo(Kind.REJECT);
  }

  @Test
  void aCodeAloneConnectsNowhereElse() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    for (Vpn vpn : List.of(append, joined, always, house.vpn())) {
      assertThat(vpn.login(employee.account(), phone.newCode()).kind()).isNotEqualTo(Kind.ACCEPT);
    }
    assertThat(
            house
                .tokenEndpoint()
                .as(OTP_CLIENT, house.realm().secret(OTP_CLIENT))
                .login(employee.account(), "", phone.newCode())
                .hasToken())
        .as("with an empty password, which somebody meant to be one")
        .isFalse();
  }

  @Test
  void whereEverybodyIsAskedNobodyCanTellWhatWasWrong() {
    Employee registered = house.hire();
    Phone phone = registered.registers();
    Employee newcomer = house.hire();
    Map<String, String[]> logins = new LinkedHashMap<>();
    logins.put("right password", new String[] {registered.account(), registered.password()});
    logins.put("wrong password", new String[] {registered.account(), house.secret()});
    logins.put("no token", new String[] {newcomer.account(), newcomer.password()});
    logins.put("unknown user", new String[] {"nobody.knows", house.secret()});
    String wrong = phone.wrongCode();
    logins.forEach(
        (what, login) -> {
          long start = System.nanoTime();
          VpnReply asked = always.login(login[0], login[1]);
          long answered = System.nanoTime();
          VpnReply refused = always.answer(login[0], asked, wrong);
          long end = System.nanoTime();
          assertThat(asked.kind()).as(what).isEqualTo(Kind.CHALLENGE);
          assertThat(asked.attributes().keySet())
              .as(what)
              .containsExactlyInAnyOrder("Message-Authenticator", "State", "Reply-Message");
          assertThat(asked.message()).as(what).isEqualTo("請輸入手機上的六位數驗證碼");
          assertThat(text(asked.state())).as(what).matches("[A-Za-z0-9]{32}");
          assertThat(refused.kind()).as(what).isEqualTo(Kind.REJECT);
          assertThat(refused.attributes().keySet())
              .as(what)
              .containsExactly("Message-Authenticator");
          for (long took : new long[] {answered - start, end - answered}) {
            assertThat(Duration.ofNanos(took))
                .as(what)
                .isBetween(REJECT_DELAY, REJECT_DELAY.plus(SCHEDULING));
          }
        });
    VpnReply asked = always.login(registered.account(), registered.password());
    assertThat(always.answer(registered.account(), asked, phone.newCode()).kind())
        .isEqualTo(Kind.ACCEPT);
  }

  @Test
  void whereEverybodyIsAskedNoPhoneRingsForALoginThatItCannotLetIn() {
    Employee employee = house.hire();
    AppPhone phone = employee.registersOnline(employee.signsIn());
    VpnReply asked = always.login(employee.account(), employee.password());
    assertThat(always.answer(employee.account(), asked, "0").kind()).isEqualTo(Kind.REJECT);
    assertThat(phone.question()).isEmpty();
    assertThat(employee.connects(always, phone).kind()).isEqualTo(Kind.ACCEPT);
  }

  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex.substring(2)), StandardCharsets.ISO_8859_1);
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Authority;
import org.motp.tests.vpn.Supplicant;
import org.motp.tests.vpn.Supplicant.Outcome;

/** IKEv2: the gateway relays EAP, and the tunnel ends in the bridge. */
@InHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EapIT {
  private static final Path FOLDER = Path.of("target/house/eap");

  private final House house;
  private Authority authority;
  private Bridge longChain;
  private Bridge ellipticCurve;

  EapIT(House house) {
    this.house = house;
  }

  @BeforeAll
  void openGateways() {
    authority = Authority.root(FOLDER, "company");
    longChain =
        bridge(
            "eap-bridge",
            authority.below("taiwan").below("taipei").below("network").rsa("radius.example"));
    ellipticCurve = bridge("eap-ec-bridge", authority.ec("ec.example"));
  }

  private Bridge bridge(String name, Authority.Issued issued) {
    return house.startBridge(
        name,
        """
        listen: 127.0.0.1:@PORT@
        keycloak:
          url: "@KEYCLOAK@"
        clients:
          - {name: gateway, address: 127.0.0.1, secret: "@SECRET@"}
        eap:
          certificate-file: @CHAIN@
          key-file: @KEY@
        times: {reject-delay: 0ms}
        limits: {per-user: none, per-address: none}
        log: {level: debug}
        """
            .replace("@CHAIN@", issued.chain().toString())
            .replace("@KEY@", issued.key().toString()));
  }

  @AfterAll
  void closeGateways() {
    longChain.process().close();
    ellipticCurve.process().close();
  }

  @ParameterizedTest(name = "RSA {0}, TLS 1.3 {1}, {2}")
  @CsvSource({
    "true, false, auth=PAP",
    "true, true, auth=PAP",
    "false, false, auth=PAP",
    "false, true, auth=PAP",
    "true, false, autheap=GTC",
    "true, true, autheap=GTC",
    "false, false, autheap=GTC",
    "false, true, autheap=GTC"
  })
  void employeeConnectsWithPasswordAndCodeInOneField(boolean rsa, boolean tls13, String inside) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Supplicant client = new Supplicant(rsa ? longChain : ellipticCurve, authority).inside(inside);

    Outcome outcome =
        (tls13 ? client.tls13() : client)
            .login(employee.account(), employee.password() + "," + phone.newCode());

    assertThat(outcome.success()).isTrue();
    assertThat(outcome.keysMatch()).isTrue();
    assertThat(outcome.output()).contains("Using TLS version TLSv1." + (tls13 ? "3" : "2"));
    assertThat(outcome.userName()).isEqualTo(employee.account());
  }

  @Test
  void administratorSeesWhoConnectedAndFromWhereAlthoughTheClientCalledItselfAnonymous() {
    Employee employee = house.hire();
    Phone phone = employee.registers();

    new Supplicant(ellipticCurve, authority)
        .login(employee.account(), employee.password() + "," + phone.newCode());

    List<JsonNode> logins = house.realm().events(employee.id(), "LOGIN");
    assertThat(logins.get(0).path("ipAddress").asText()).isEqualTo(Supplicant.USER_ADDRESS);
    await().until(() -> ellipticCurve.lines("user=\"" + employee.account() + "\"") == 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNarrowNetworkOnlyTakesMoreRounds(boolean tls13) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Supplicant wide = new Supplicant(longChain, authority);
    Supplicant narrow = wide.with("fragment_size", "150").withAttribute("12:d:254");

    Outcome outcome =
        (tls13 ? narrow.tls13() : narrow)
            .login(employee.account(), employee.password() + "," + phone.newCode());

    assertThat(outcome.success()).isTrue();
    assertThat(outcome.keysMatch()).isTrue();
    assertThat(outcome.rounds()).isGreaterThan(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth=PAP", "autheap=GTC"})
  void aWrongCodeIsRefusedAndCounted(String inside) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    int errors = house.realm().events(employee.id(), "LOGIN_ERROR").size();
    Supplicant client = new Supplicant(ellipticCurve, authority).inside(inside);

    Outcome outcome =
        client.login(employee.account(), employee.password() + "," + phone.wrongCode());

    assertThat(outcome.success()).isFalse();
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).hasSize(errors + 1);
  }

  @Test
  void aCodeLetsNobodyInTwice() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Supplicant client = new Supplicant(ellipticCurve, authority);
    String field = employee.password() + "," + phone.newCode();

    assertThat(client.login(employee.account(), field).success()).isTrue();
    assertThat(client.login(employee.account(), field).success()).isFalse();
  }

  @Test
  void thePasswordAloneAndTheCodeAloneLetNobodyIn() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Supplicant client = new Supplicant(ellipticCurve, authority);

    assertThat(client.login(employee.account(), employee.password()).success()).isFalse();
    assertThat(client.login(employee.account(), phone.newCode()).success()).isFalse();
    assertThat(client.login(employee.account(), "," + phone.newCode()).success()).isFalse();
    await().until(() -> ellipticCurve.lines("the user has to type password and code") > 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoTypesThePasswordAloneIsAskedForTheCodeInTheSameTunnel(boolean tls13) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Supplicant client = new Supplicant(ellipticCurve, authority).inside("autheap=GTC");

    Outcome outcome =
        (tls13 ? client.tls13() : client)
            .types(employee.account(), employee.password(), phone.newCode());

    assertThat(outcome.success()).isTrue();
    assertThat(outcome.keysMatch()).isTrue();
    assertThat(outcome.userName()).isEqualTo(employee.account());
  }

  @Test
  void employeeWithoutTokenIsRefusedAndTheLogSaysWhy() {
    Employee employee = house.hire();

    Outcome outcome =
        new Supplicant(ellipticCurve, authority)
            .login(employee.account(), employee.password() + ",123456");

    assertThat(outcome.success()).isFalse();
    assertThat(ellipticCurve.allLines())
        .anyMatch(
            line -> line.contains(employee.account()) && line.contains("enrollment_required"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatDoesNotTrustTheBridgeSaysNothingAndTheAdministratorIsTold(boolean tls13) {
    Employee employee = house.hire();
    Supplicant client = new Supplicant(longChain, Authority.root(FOLDER, "another"));

    Outcome outcome =
        (tls13 ? client.tls13() : client).login(employee.account(), employee.password());

    assertThat(outcome.success()).isFalse();
    await().until(() -> longChain.lines("TLS alert unknown_ca") > 0);
    await()
        .until(() -> longChain.lines("does not trust the certificate of eap.certificate-file") > 0);
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "PEAP, auth=MSCHAPV2, PEAP, set the EAP method of FortiClient",
    "MD5, '', EAP-MD5, set the EAP method of FortiClient",
    "MSCHAPV2, '', EAP-MSCHAPv2, set the EAP method of FortiClient",
    "TTLS, auth=CHAP, CHAP, set its inner (phase 2) method to PAP",
    "TTLS, auth=MSCHAPV2, MSCHAP or MSCHAPv2, set its inner (phase 2) method to PAP",
    "TTLS, autheap=MD5, EAP-MD5, set its inner (phase 2) method to PAP"
  })
  void anotherMethodFailsAtOnceAndTheAdministratorIsToldWhatToSet(
      String method, String inside, String detail, String advice) {
    Employee employee = house.hire();

    Outcome outcome =
        new Supplicant(longChain, authority)
            .with("eap", method)
            .inside(inside)
            .login(employee.account(), employee.password());

    assertThat(outcome.success()).isFalse();
    await().until(() -> longChain.lines("detail=\"" + detail + "\"") > 0);
    await().until(() -> longChain.lines(advice) > 0);
    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR")).isEmpty();
  }

  @Test
  void aBridgeWithoutACertificateFailsAtOnceAndSaysWhatIsMissing() {
    Employee employee = house.hire();

    Outcome outcome =
        new Supplicant(house.bridge(), authority).login(employee.account(), employee.password());

    assertThat(outcome.success()).isFalse();
    await().until(() -> house.bridge().lines("set eap.certificate-file and eap.key-file") > 0);
  }
}

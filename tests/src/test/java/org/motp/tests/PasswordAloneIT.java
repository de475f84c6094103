package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.TokenEndpoint;

/** The password alone is worth nothing, whichever client of the realm somebody asks through. */
@InHouse
class PasswordAloneIT {
  private static final String FORGED_ADDRESS = "198.51.100.99";

  private final House house;
  private final Employee employee;
  private final Phone phone;

  PasswordAloneIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registers();
  }

  @Test
  void noClientOfTheRealmGetsAToken() {
    List<JsonNode> clients = house.realm().clients();
    assertThat(clients)
        .extracting(client -> client.path("clientId").asText())
        .contains("admin-cli", "account", "account-console", TokenEndpoint.BRIDGE);

    for (JsonNode client : clients) {
      assertNoToken(client);
    }
  }

  @Test
  void noClientGetsATokenAfterAnAdministratorAllowedDirectGrants() {
    List<JsonNode> changeable =
        house.realm().clients().stream()
            .filter(client -> !client.path("bearerOnly").asBoolean())
            .toList();
    assertThat(changeable).hasSizeGreaterThan(3);
    for (JsonNode client : changeable) {
      ObjectNode open = client.deepCopy();
      open.put("directAccessGrantsEnabled", true);
      try {
        house.realm().updateClient(open);
        assertNoToken(open);
      } finally {
        house.realm().updateClient(client);
      }
    }
  }

  private void assertNoToken(JsonNode client) {
    String name = client.path("clientId").asText();
    TokenEndpoint endpoint = new TokenEndpoint(house.url(), house.secrets());
    TokenEndpoint.Answer answer =
        (client.path("publicClient").asBoolean()
                ? endpoint.as(name)
                : endpoint.as(name, house.realm().secret(name)))
            .with("scope", "openid")
            .login(employee.account(), employee.password());
    assertThat(answer.hasToken()).as(name).isFalse();
    assertThat(answer.status()).as(name).isBetween(400, 499);
  }

  @Test
  void newPublicClientIsAskedForTheCodeAndGetsATokenWithIt() {
    TokenEndpoint client = publicClient();

    TokenEndpoint.Answer asked = client.login(employee.account(), employee.password());
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.error()).isEqualTo("mfa_required");
    assertThat(asked.hasToken()).isFalse();

    TokenEndpoint.Answer granted =
        client.answer(employee.account(), asked.mfaToken(), phone.newCode());
    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.hasToken()).isTrue();
  }

  @Test
  void challengeOfTheBridgeIsNotAnsweredByAnotherClient() {
    String mfaToken =
        house.tokenEndpoint().login(employee.account(), employee.password()).mfaToken();

    TokenEndpoint.Answer answer =
        publicClient().answer(employee.account(), mfaToken, phone.newCode());

    assertThat(answer.hasToken()).isFalse();
    assertThat(answer.error()).isEqualTo("invalid_grant");
  }

  @Test
  void codeAloneGetsNoToken() {
    TokenEndpoint.Answer answer =
        house.tokenEndpoint().with("otp", phone.newCode()).login(employee.account(), "");

    assertThat(answer.hasToken()).isFalse();
  }

  @Test
  void clientThatIsNotTrustedCannotBlameAnotherAddress() {
    TokenEndpoint publicClient = publicClient();
    TokenEndpoint confidentialClient = confidentialClient();
    for (TokenEndpoint client : List.of(publicClient, confidentialClient)) {
      client.with("motp_client_ip", FORGED_ADDRESS).login(employee.account(), house.secret());
    }

    assertThat(house.realm().events(employee.id(), "LOGIN_ERROR"))
        .hasSize(2)
        .allSatisfy(
            event -> assertThat(event.path("ipAddress").asText()).isNotEqualTo(FORGED_ADDRESS));
  }

  private TokenEndpoint publicClient() {
    String name = newClient(true);
    return new TokenEndpoint(house.url(), house.secrets()).as(name);
  }

  private TokenEndpoint confidentialClient() {
    String name = newClient(false);
    return new TokenEndpoint(house.url(), house.secrets())
        .as(name, house.secrets().text(house.realm().secret(name)));
  }

  private String newClient(boolean isPublic) {
    String name = "app-" + UUID.randomUUID();
    house
        .realm()
        .createClient(
            Map.of("clientId", name, "publicClient", isPublic, "directAccessGrantsEnabled", true));
    return name;
  }
}

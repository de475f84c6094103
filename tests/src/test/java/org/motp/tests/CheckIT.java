package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.motp.tests.house.BridgeCommand;
import org.motp.tests.house.BridgeCommand.Result;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.vpn.TokenEndpoint;

/** The administrator learns before Monday morning why nobody could log in. */
@InHouse
class CheckIT {
  private static final String DIRECT_GRANT = "directGrantFlow";

  private final House house;
  @TempDir private Path folder;

  CheckIT(House house) {
    this.house = house;
  }

  @Test
  void realmAsItIsShippedIsGood() throws IOException {
    Result result = check(Map.of());

    assertThat(result.output())
        .contains(
            "✓ the realm motp is there",
            "✓ the client radius-bridge is accepted by client_secret_basic",
            "✓ a user that does not exist is refused: a FortiGate sees Access-Reject",
            "✓ the flow asks for a code",
            "✓ Keycloak believes the bridge where a login comes from",
            "✓ the public client admin-cli may not ask for direct grants")
        .doesNotContain("✗", "!")
        .doesNotContain(house.realm().secret(TokenEndpoint.BRIDGE));
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void flowThatTakesThePasswordAloneIsNoticed() throws IOException {
    String ours = house.realm().settings().path(DIRECT_GRANT).asText();
    house.realm().change(Map.of(DIRECT_GRANT, "direct grant"));
    try {
      wrong(check(Map.of()), "its direct grant flow is not the one with MOTP", "Bind flow");
    } finally {
      house.realm().change(Map.of(DIRECT_GRANT, ours));
    }
  }

  @Test
  void clientsThatTakeThePasswordAloneAreNoticedWhenOnlyTheBridgeHasTheFlow() throws IOException {
    String ours = house.realm().settings().path(DIRECT_GRANT).asText();
    JsonNode cli = house.realm().client("admin-cli");
    house.realm().updateClient(with(cli, "directAccessGrantsEnabled", true));
    try {
      Result both = check(Map.of());
      assertThat(both.output()).contains("! the public client admin-cli may ask for direct grants");
      assertThat(both.exitCode()).isZero();

      house.realm().change(Map.of(DIRECT_GRANT, "direct grant"));
      wrong(check(Map.of()), "admin-cli gets a token for the password alone", "switch off");
    } finally {
      house.realm().change(Map.of(DIRECT_GRANT, ours));
      house.realm().updateClient(cli);
    }
  }

  @Test
  void bridgeThatKeycloakDoesNotBelieveIsNoticed() throws IOException {
    JsonNode client = house.realm().client(TokenEndpoint.BRIDGE);
    ObjectNode doubted = client.deepCopy();
    doubted.withObject("/attributes").put("motp.trusted-origin", "false");
    house.realm().updateClient(doubted);
    try {
      wrong(check(Map.of()), "does not believe the bridge", "motp.trusted-origin");
    } finally {
      house.realm().updateClient(client);
    }
  }

  @Test
  void clientWithoutDirectGrantsIsNoticed() throws IOException {
    JsonNode client = house.realm().client(TokenEndpoint.BRIDGE);
    house.realm().updateClient(with(client, "directAccessGrantsEnabled", false));
    try {
      wrong(check(Map.of()), "may not ask for direct grants", "Direct access grants: on");
    } finally {
      house.realm().updateClient(client);
    }
  }

  @Test
  void wrongSecretRealmIssuerAndAddressAreEachExplained() throws IOException {
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", "not-this-one")),
        "Keycloak does not accept the client radius-bridge by client_secret_basic",
        "Credentials");
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_CLIENT_ID", "nobody")),
        "Keycloak does not accept the client nobody",
        "keycloak.client-id");
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_REALM", "MOTP")),
        "there is no realm MOTP",
        "case matters");
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_ISSUER", "https://elsewhere.example/realms/motp")),
        "its tokens are issued by " + house.url() + "/realms/motp",
        "set keycloak.issuer: " + house.url());
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_URL", "http://localhost:1")),
        "port 1 does not answer",
        "start Keycloak there");
    wrong(
        check(Map.of("MOTP_RADIUS_KEYCLOAK_URL", "https://keycloak.invalid")),
        "the name keycloak.invalid is not known",
        "correct keycloak.url");
  }

  @Test
  void bridgeThatSignsItsRequestsIsAccepted() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    String client = "signing-bridge";
    house
        .realm()
        .createClient(
            Map.of(
                "clientId",
                client,
                "publicClient",
                false,
                "standardFlowEnabled",
                false,
                "directAccessGrantsEnabled",
                true,
                "clientAuthenticatorType",
                "client-jwt",
                "attributes",
                Map.of(
                    "motp.trusted-origin",
                    "true",
                    "jwt.credential.public.key",
                    Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                    "token.endpoint.auth.signing.alg",
                    "RS256")));
    Path key = folder.resolve("client-key.pem");
    Files.writeString(
        key,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Map<String, String> signing =
        Map.of(
            "MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET",
            "",
            "MOTP_RADIUS_KEYCLOAK_CLIENT_ID",
            client,
            "MOTP_RADIUS_KEYCLOAK_CLIENT_AUTHENTICATION",
            "private_key_jwt",
            "MOTP_RADIUS_KEYCLOAK_CLIENT_KEY_FILE",
            key.toString());

    Result result = house.clock().atTheMachinesTime(() -> check(signing));

    assertThat(result.output())
        .contains(
            "✓ the client signing-bridge is accepted by private_key_jwt",
            "✓ the flow asks for a code")
        .doesNotContain("✗");
    assertThat(result.exitCode()).isZero();
  }

  private static void wrong(Result result, String what, String advice) {
    assertThat(result.output()).contains("✗ ").contains(what).contains(advice);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private static JsonNode with(JsonNode client, String name, boolean value) {
    ObjectNode copy = client.deepCopy();
    copy.put(name, value);
    return copy;
  }

  private Result check(Map<String, String> changes) throws IOException {
    Path config = folder.resolve("bridge.yaml");
    Files.write(
        config,
        List.of(
            "keycloak:",
            "  realm: motp",
            "clients:",
            "  - name: gateway",
            "    address: 127.0.0.1"));
    Map<String, String> environment = new HashMap<>();
    environment.put("MOTP_RADIUS_KEYCLOAK_URL", house.url().toString());
    environment.put(
        "MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", house.realm().secret(TokenEndpoint.BRIDGE));
    environment.put("MOTP_RADIUS_CLIENTS_0__SECRET", house.secret());
    environment.putAll(changes);
    return BridgeCommand.run(environment, "check", "--config", config.toString());
  }
}

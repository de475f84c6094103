package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.people.WebPage;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** A bridge that proves who it is by a key or a certificate, to a Keycloak behind TLS. */
@InHouse
class ClientAuthenticationIT {
  private static final String CLIENT = "bridge-without-a-secret";
  private static final long STEP_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The client whose certificate is in {@code fg1.pem}. */
  private static final Map<String, String> CERTIFICATE =
      Map.of(
          "x509.subjectdn",
          "CN=FGT60F0000000001,O=Example",
          "x509.allow.regex.pattern.comparison",
          "false");

  private final House house;
  private Bridge bridge;
  @TempDir private Path folder;

  ClientAuthenticationIT(House house) {
    this.house = house;
  }

  @AfterEach
  void close() {
    if (bridge != null) {
      bridge.process().close();
    }
    house.realm().removeClient(CLIENT);
  }

  @ParameterizedTest(name = "{0} in a {1} file")
  @CsvSource({"RS256, PEM", "RS256, JWK", "ES256, PEM", "ES256, JWK", "ES384, JWK"})
  void aLoginPassesWhereTheBridgeSignsItsRequests(String algorithm, String form) throws Exception {
    KeyPair keys = keys(algorithm);
    createClient(
        "client-jwt",
        Map.of(
            "token.endpoint.auth.signing.alg",
            algorithm,
            "use.jwks.string",
            "true",
            "jwks.string",
            JSON.writeValueAsString(Map.of("keys", List.of(publicJwk(keys))))));
    Path file = folder.resolve("key");
    Files.writeString(
        file, form.equals("PEM") ? pem(keys) : JSON.writeValueAsString(privateJwk(keys)));
    bridge =
        startBridge(
            """
            client-authentication: private_key_jwt
              client-key-file: %s
            """
                .formatted(file));

    // The bridge has only the machine's clock to sign by.
    assertThat(house.clock().atTheMachinesTime(this::logsIn).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void aLoginPassesWhereTheBridgeShowsACertificate() throws Exception {
    createClient("client-x509", CERTIFICATE);
    bridge = startBridge(certificate("fg1"));

    assertThat(house.clock().atTheMachinesTime(this::logsIn).kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void nobodyLogsInThroughABridgeThatShowsAnothersCertificate() throws Exception {
    createClient("client-x509", CERTIFICATE);
    bridge = startBridge(certificate("fg2"));
    Employee employee = house.hire();

    assertThat(vpn().login(employee.account(), employee.password()).kind()).isEqualTo(Kind.SILENCE);
    assertThat(bridge.lines("Keycloak cannot be asked")).isEqualTo(1);
  }

  private static String certificate(String name) {
    return """
        client-authentication: tls_client_auth
          certificate-file: %1$s/%2$s.pem
          certificate-key-file: %1$s/%2$s.key
        """
        .formatted(House.CERTIFICATES, name);
  }

  /** As the bridges' own client, but for the way in which it proves who it is. */
  private void createClient(String authenticator, Map<String, String> attributes) {
    ObjectNode client = house.realm().client(TokenEndpoint.BRIDGE).deepCopy();
    client.remove(List.of("id", "secret"));
    client.withArray("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
    client.put("clientId", CLIENT);
    client.put("clientAuthenticatorType", authenticator);
    attributes.forEach(client.withObject("/attributes")::put);
    house.realm().createClient(client);
  }

  private Bridge startBridge(String identity) {
    return house.startBridge(
        "identity-bridge",
        """
        listen: 127.0.0.1:@PORT@
        keycloak:
          url: "@SECURE@"
          issuer: "@KEYCLOAK@/realms/motp"
          ca-file: @CERTIFICATES@/ca.pem
          client-id: @CLIENT@
          @IDENTITY@
        clients:
          - {name: gateway, address: 127.0.0.1, secret: "@SECRET@"}
        limits: {per-user: none, per-address: none}
        management: {listen: "127.0.0.1:0"}
        """
            .replace("@SECURE@", house.secureUrl().toString())
            .replace("@CERTIFICATES@", House.CERTIFICATES.toString())
            .replace("@CLIENT@", CLIENT)
            .replace("@IDENTITY@", identity.strip()),
        Map.of());
  }

  private VpnReply logsIn() {
    Employee employee = house.hire();
    WebPage page = Employee.toOfflinePage(employee.signsIn());
    Phone phone = employee.readsKey(page);
    // The clock stands where it is: the last code registers, so that this one is left to log in.
    while (page.has("#motp-key")) {
      page = page.typeCode(phone.codeAt(Instant.now().minusSeconds(STEP_SECONDS)));
    }
    page.next();
    VpnReply challenge = vpn().login(employee.account(), employee.password());
    return vpn().answer(employee.account(), challenge, phone.codeAt(Instant.now()));
  }

  private Vpn vpn() {
    return new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
  }

  private static KeyPair keys(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(algorithm.startsWith("RS") ? "RSA" : "EC");
    generator.initialize(
        algorithm.startsWith("RS") ? 2048 : Integer.parseInt(algorithm.substring(2)));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** RFC 7518 §6. */
  private static Map<String, String> publicJwk(KeyPair keys) {
    Map<String, String> jwk = new LinkedHashMap<>(Map.of("kid", "bridge-1", "use", "sig"));
    if (keys.getPublic() instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", base64(rsa.getModulus(), rsa.getModulus().bitLength()));
      jwk.put("e", base64(rsa.getPublicExponent(), rsa.getPublicExponent().bitLength()));
    } else {
      ECPublicKey ec = (ECPublicKey) keys.getPublic();
      int bits = bits(ec);
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", base64(ec.getW().getAffineX(), bits));
      jwk.put("y", base64(ec.getW().getAffineY(), bits));
    }
    return jwk;
  }

  private static Map<String, String> privateJwk(KeyPair keys) {
    Map<String, String> jwk = publicJwk(keys);
    jwk.put(
        "d",
        keys.getPrivate() instanceof RSAPrivateKey rsa
            ? base64(rsa.getPrivateExponent(), rsa.getModulus().bitLength())
            : base64(((ECPrivateKey) keys.getPrivate()).getS(), bits((ECKey) keys.getPrivate())));
    return jwk;
  }

  private static int bits(ECKey key) {
    return key.getParams().getCurve().getField().getFieldSize();
  }

  /** Unsigned, with as many bytes as the bits need. */
  private static String base64(BigInteger number, int bits) {
    byte[] fixed = new byte[(bits + 7) / 8];
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}

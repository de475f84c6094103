package org.motp.radius.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAuthenticatorTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final String ISSUER = "https://id.example.com/realms/motp";

  @TempDir private Path directory;

  @Test
  void aKeyInAPemFileSignsForThisRealmAndForHalfAMinute() throws Exception {
    RSAKey key = StubKeycloak.newKey("any");
    Path file =
        Files.writeString(
            directory.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    SignedJWT assertion = assertion(SigningKeyFile.read(file));
    assertThat(assertion.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo("radius-bridge");
    assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo("radius-bridge");
    assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly(ISSUER);
    assertThat(assertion.getJWTClaimsSet().getExpirationTime().toInstant())
        .isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void aJwkSignsWithItsCurveAndItsId() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_384).keyID("bridge-1").generate();
    Path file = Files.writeString(directory.resolve("key.jwk"), key.toJSONString());
    SignedJWT assertion = assertion(SigningKeyFile.read(file));
    assertThat(assertion.verify(new ECDSAVerifier(key.toPublicJWK()))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES384);
    assertThat(assertion.getHeader().getKeyID()).isEqualTo("bridge-1");
  }

  @Test
  void noAssertionHasTheIdOfAnotherBecauseKeycloakTakesNoneTwice() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    Path file = Files.writeString(directory.resolve("key.jwk"), key.toJSONString());
    ClientIdentity identity = SigningKeyFile.read(file);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(assertion(identity).getJWTClaimsSet().getJWTID());
    }
    assertThat(ids).hasSize(50);
  }

  @Test
  void aJwkWhoseAlgorithmItsKeyCannotDoIsRefusedBeforeAnybodyLogsIn() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("key.jwk"),
            new ECKeyGenerator(Curve.P_256)
                .algorithm(JWSAlgorithm.ES384)
                .generate()
                .toJSONString());
    assertThatThrownBy(() -> SigningKeyFile.read(file)).hasMessageContaining("alg");
    RSAKey rsa = StubKeycloak.newKey("any");
    Files.writeString(
        file, new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.HS256).build().toJSONString());
    assertThatThrownBy(() -> SigningKeyFile.read(file)).hasMessageContaining("alg");
    Files.writeString(
        file, new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS256).build().toJSONString());
    assertThat(assertion(SigningKeyFile.read(file)).verify(new RSASSAVerifier(rsa.toPublicJWK())))
        .isTrue();
  }

  @Test
  void aFileThatIsNoPrivateKeyIsRefusedAndNotShown() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "{\"kty\":\"RSA\",\"d\":\"hidden\"}");
    assertThatThrownBy(() -> SigningKeyFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("hidden")
        .hasNoCause();
    Files.writeString(file, "-----BEGIN RSA PRIVATE KEY-----\nhidden\n");
    assertThatThrownBy(() -> SigningKeyFile.read(file)).hasMessageContaining("openssl pkcs8");
  }

  private static SignedJWT assertion(ClientIdentity identity) throws Exception {
    Credentials credentials =
        new ClientAuthenticator("radius-bridge", identity, () -> NOW).authenticate(ISSUER);
    return SignedJWT.parse(credentials.form().get("client_assertion").get(0));
  }
}

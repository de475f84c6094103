package org.motp.radius.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigReader;
import org.motp.radius.eap.TestAuthority;
import org.motp.radius.keycloak.StubKeycloak;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.tls.TlsSettings;

/** What an administrator is told about certificates, his own and Keycloak's. */
class TlsCheckTest {

  private final TestAuthority authority = new TestAuthority("Company CA");
  private final KeyPair keys = TestAuthority.rsa(2048);
  @TempDir private Path directory;
  private StubKeycloak stub;

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void aBridgeWithACertificateIsKnownByIt() throws Exception {
    serve(authority.issue("localhost", keys));
    KeyPair own = TestAuthority.ec(256);
    Path certificate = pem("bridge.pem", authority.issue("bridge-1", own));
    Path key = pem("bridge-key.pem", own.getPrivate());

    List<Finding> findings =
        check(
            "client-authentication: tls_client_auth, ca-file: %s, certificate-file: %s, certificate-key-file: %s"
                .formatted(ca(), certificate, key));

    assertThat(findings).noneMatch(one -> one.level() == Finding.Level.WRONG);
    assertThat(text(findings))
        .contains("✓ the client radius-bridge is accepted by tls_client_auth")
        .contains("✓ the bridge's own certificate is good until");
    assertThat(stub.subjects()).contains("CN=bridge-1");
    assertThat(stub.requests().get(0))
        .containsEntry("client_id", "radius-bridge")
        .doesNotContainKey("client_secret");
  }

  @Test
  void anUnknownAuthorityIsNamedAndNothingIsSentThere() throws Exception {
    serve(authority.issue("localhost", keys));
    assertThat(text(check("client-secret: x")))
        .contains("✗ the certificate of localhost is not believed")
        .contains("signed by CN=Company CA")
        .contains("keycloak.ca-file");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aCertificateForAnotherNameIsNamed() throws Exception {
    serve(authority.issue("id.example.com", keys));
    assertThat(text(check("client-secret: x, ca-file: " + ca())))
        .contains("✗ the certificate is not for localhost but for CN=id.example.com");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aCertificateThatHasEndedAndOneThatEndsSoonAreTold() throws Exception {
    serve(authority.issue("localhost", keys, Duration.ofDays(-9), Duration.ofDays(-1)));
    assertThat(text(check("client-secret: x, ca-file: " + ca())))
        .contains("✗ the certificate of localhost ended at");
    stub.close();
    serve(authority.issue("localhost", keys, Duration.ofDays(-9), Duration.ofDays(7)));
    assertThat(text(check("client-secret: x, ca-file: " + ca())))
        .contains("! the certificate of localhost is good until")
        .contains("renew it")
        .doesNotContain("✗");
  }

  @Test
  void clocksThatAreApartAreTold() throws Exception {
    serve(authority.issue("localhost", keys));
    assertThat(text(check("client-secret: x, ca-file: " + ca(), Instant.now().plusSeconds(3600))))
        .contains("✗ the clocks of Keycloak and of this machine are 3")
        .contains("NTP");
  }

  private void serve(X509Certificate certificate) throws IOException {
    Path server = pem("server.pem", certificate);
    Path key = pem("server-key.pem", keys.getPrivate());
    stub =
        StubKeycloak.start(
            new TlsSettings(Optional.of(ca()), Optional.of(server), Optional.of(key))
                .context()
                .orElseThrow());
  }

  private Path ca() throws IOException {
    return pem("ca.pem", authority.certificate());
  }

  private List<Finding> check(String keycloak) throws Exception {
    return check(keycloak, Instant.now());
  }

  private List<Finding> check(String keycloak, Instant now) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("bridge.yaml"),
            """
            keycloak: {url: "%s", %s}
            clients: [{name: taipei, address: 192.0.2.1, secret: a-secret-for-this-test}]
            """
                .formatted(stub.url(), keycloak));
    BridgeConfig config = new ConfigReader(Dictionaries.load(), Map.of(), Set.of()).read(file);
    List<Finding> findings = new ArrayList<>();
    new Check(config, () -> now, findings::add).run();
    return findings;
  }

  private static String text(List<Finding> findings) {
    return String.join("\n", findings.stream().map(Finding::toString).toList());
  }

  private Path pem(String name, Certificate certificate) throws IOException {
    try {
      return pem(name, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path pem(String name, Key key) throws IOException {
    return pem(name, "PRIVATE KEY", key.getEncoded());
  }

  private Path pem(String name, String kind, byte[] bytes) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind));
  }
}

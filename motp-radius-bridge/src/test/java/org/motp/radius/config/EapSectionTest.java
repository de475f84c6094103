package org.motp.radius.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.radius.eap.EapSettings;
import org.motp.radius.eap.TestAuthority;
import org.motp.radius.eap.TlsVersion;
import org.motp.radius.policy.Dictionaries;

class EapSectionTest {

  private static final Dictionaries DICTIONARIES = Dictionaries.load();
  private static final TestAuthority ROOT = new TestAuthority("root");
  private static final KeyPair KEYS = TestAuthority.rsa(2048);

  @TempDir private Path directory;

  @BeforeEach
  void write() throws Exception {
    certificates(ROOT.issue("radius.example", KEYS));
    key(KEYS);
  }

  @Test
  void withoutFilesThereIsNoEap() throws Exception {
    assertThat(read("eap: {min-tls: tls13}\n").eap()).isEmpty();
  }

  @Test
  void filesAloneAreEnough() throws Exception {
    BridgeConfig config = read(section(""));
    EapSettings eap = config.eap().orElseThrow();
    assertThat(eap.identity().subject()).isEqualTo("CN=radius.example");
    assertThat(eap.minimum()).isEqualTo(TlsVersion.TLS12);
    assertThat(eap.fragmentSize()).isEqualTo(1020);
    assertThat(eap.conversations()).isEqualTo(1000);
    assertThat(config.files()).contains(directory.resolve("eap.pem"), directory.resolve("eap.key"));
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 384, 521})
  void ellipticCurvesAreAsGood(int bits) throws Exception {
    KeyPair keys = TestAuthority.ec(bits);
    certificates(ROOT.issue("radius.example", keys));
    key(keys);
    assertThat(read(section("")).eap()).isPresent();
  }

  @Test
  void aChainIsAccepted() throws Exception {
    certificates(theirs(), ROOT.issue("issuer", ISSUER));
    assertThat(read(section("")).eap()).isPresent();
  }

  @Test
  void aChainInTheWrongOrderIsExplained() throws Exception {
    certificates(theirs(), ROOT.issue("somebody else", TestAuthority.rsa(2048)));
    mistake(
        section(""),
        "eap.certificate-file: \"" + directory.resolve("eap.pem"),
        "CN=radius.example is not signed by the certificate that follows it");
  }

  @Test
  void aKeyOfAnotherCertificateIsExplained() throws Exception {
    key(TestAuthority.rsa(2048));
    mistake(section(""), "eap.key-file: ", "does not belong to the certificate CN=radius.example");
    key(TestAuthority.ec(256));
    mistake(section(""), "eap.key-file: ", "does not belong to the certificate CN=radius.example");
  }

  @Test
  void aCertificateThatHasEndedOrNotBegunIsExplained() throws Exception {
    certificates(ROOT.issue("old", KEYS, Duration.ofDays(-9), Duration.ofDays(-1)));
    mistake(section(""), "eap.certificate-file: ", "CN=old ended at ");
    certificates(ROOT.issue("new", KEYS, Duration.ofDays(1), Duration.ofDays(9)));
    mistake(section(""), "eap.certificate-file: ", "CN=new begins only at ");
  }

  @Test
  void aWeakKeyIsRefused() throws Exception {
    KeyPair weak = TestAuthority.rsa(1024);
    certificates(ROOT.issue("radius.example", weak));
    key(weak);
    mistake(section(""), "eap.key-file: ", "is an RSA key of less than 2048 bits");
  }

  @Test
  void halfOfItIsAMistake() {
    mistake(
        "eap:\n  certificate-file: " + directory.resolve("eap.pem") + "\n",
        "eap.key-file: is missing; a certificate and its private key go together");
  }

  @Test
  void aClientThatDoesNotExistIsNamed() {
    mistake(section("  clients: [paris]\n"), "eap.clients: \"paris\": no client is called so");
  }

  private static final KeyPair ISSUER = TestAuthority.rsa(2048);

  private static X509Certificate theirs() {
    return new TestAuthority("issuer", ISSUER).issue("radius.example", KEYS);
  }

  private String section(String more) {
    return "eap:\n  certificate-file: "
        + directory.resolve("eap.pem")
        + "\n  key-file: "
        + directory.resolve("eap.key")
        + "\n"
        + more;
  }

  private void mistake(String section, String... parts) {
    assertThatThrownBy(() -> read(section))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> assertThat(e.mistakes()).singleElement().asString().contains(parts));
  }

  private BridgeConfig read(String section) throws IOException, ConfigException {
    Path file =
        Files.writeString(
            directory.resolve("config.yaml"),
            """
            keycloak: {url: "https://id.example.com", client-secret: 0e1234}
            clients:
              - {name: taipei, address: 192.0.2.1, secret: 7Hq-mT2w0zXv-longer}
            """
                + section);
    return new ConfigReader(DICTIONARIES, Map.of(), Set.of()).read(file);
  }

  private void certificates(X509Certificate... chain)
      throws IOException, CertificateEncodingException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : chain) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    Files.writeString(directory.resolve("eap.pem"), text);
  }

  private void key(KeyPair keys) throws IOException {
    Files.writeString(
        directory.resolve("eap.key"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes)
        + "\n-----END "
        + type
        + "-----\n";
  }
}

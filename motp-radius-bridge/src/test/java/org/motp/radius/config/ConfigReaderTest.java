package org.motp.radius.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.motp.radius.keycloak.ClientIdentity;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.login.LoginMode;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.policy.AttributeMapping;
import org.motp.radius.policy.Cidr;
import org.motp.radius.policy.Dictionaries;
import org.motp.radius.policy.LoginLimits;
import org.motp.radius.policy.NasTable;
import org.motp.radius.policy.RateLimit;
import org.motp.radius.policy.Rule;
import org.motp.radius.radsec.RadSecSettings;
import org.motp.radius.tls.TlsSettings;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.SignatureRules;

class ConfigReaderTest {

  private static final Path SHIPPED = Path.of("src/main/dist/motp-radius-bridge.yaml");
  private static final Dictionaries DICTIONARIES = Dictionaries.load();
  private static final String SECRET = "0123456789012345678";
  private static final String MINIMAL =
      """
      keycloak:
        url: https://id.example.com/
        client-secret: 0e1234
      clients:
        - name: taipei
          address: 192.0.2.1
          secret: 0123456789012345678
      """;

  @TempDir private Path directory;

  @Test
  void everyDefaultIsWhatTheShippedFileSays() throws Exception {
    BridgeConfig config = read(MINIMAL, Map.of());

    assertThat(config.listen()).containsExactly(new InetSocketAddress("0.0.0.0", 1812));
    assertThat(config.keycloak())
        .isEqualTo(
            new KeycloakSettings(
                List.of(URI.create("https://id.example.com")),
                "motp",
                List.of("https://id.example.com/realms/motp"),
                "radius-bridge",
                new ClientIdentity.Secret("0e1234", false),
                TlsSettings.DEFAULT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
    assertThat(config.userNames()).isEmpty();
    assertThat(config.attributes())
        .containsExactly(
            AttributeMapping.of(DICTIONARIES.attribute("Fortinet-Group-Name"), "groups"));
    assertThat(config.policy())
        .isEqualTo(
            new BridgeConfig.Policy(
                List.of(), Map.of("taipei", LoginStyle.DEFAULT), "groups", Map.of()));
    assertThat(config.times())
        .isEqualTo(
            new BridgeConfig.Times(
                Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(15)));
    assertThat(config.limits())
        .isEqualTo(
            new BridgeConfig.Limits(
                2000,
                16_384,
                new LoginLimits.Limits(
                    Optional.of(new RateLimit(20, Duration.ofMinutes(1))),
                    Optional.of(new RateLimit(300, Duration.ofMinutes(1))),
                    Optional.of(new RateLimit(6000, Duration.ofMinutes(1))))));
    assertThat(config.radsec())
        .isEqualTo(new RadSecSettings(List.of(), TlsSettings.DEFAULT, 500, Duration.ofMinutes(15)));
    assertThat(config.accounting())
        .isEqualTo(new BridgeConfig.Accounting(List.of(), 20_000, Duration.ofHours(24), true));
    assertThat(config.log())
        .isEqualTo(new BridgeConfig.Log(BridgeConfig.LogFormat.TEXT, BridgeConfig.LogLevel.INFO));
    assertThat(config.management())
        .isEqualTo(
            new BridgeConfig.Management(
                Optional.of(SocketAddresses.parse("127.0.0.1:9812")), Optional.empty()));
    assertThat(config.clients()).hasSize(1);
    NasTable.Entry client = config.clients().get(0);
    assertThat(client.network()).isEqualTo(Cidr.parse("192.0.2.1/32"));
    assertThat(client.nas().name()).isEqualTo("taipei");
    assertThat(client.nas().signatures())
        .isEqualTo(new SignatureRules(SignatureRules.Rule.AUTO, SignatureRules.Rule.YES, true));
    assertThat(client.nas().disconnectPort()).isEqualTo(3799);
    assertThat(client.nas().locale()).isEqualTo(Locale.forLanguageTag("zh-TW"));
    assertThat(client.nas().notices()).isEqualTo(Nas.Notices.REJECT);
    assertThat(client.nas().passwordCharset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void theShippedFileMeansTheSameAsTheDefaults() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "MOTP_RADIUS_CLIENTS_0__SECRET",
            SECRET,
            "MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET",
            "0e1234");
    BridgeConfig shipped = read(Files.readString(SHIPPED), secrets);
    BridgeConfig defaults = read(MINIMAL, Map.of());
    assertThat(shipped.listen()).isEqualTo(defaults.listen());
    assertThat(shipped.keycloak()).isEqualTo(defaults.keycloak());
    assertThat(shipped.attributes()).isEqualTo(defaults.attributes());
    assertThat(shipped.policy().rules()).isEqualTo(defaults.policy().rules());
    assertThat(shipped.policy().styles().values())
        .containsExactlyElementsOf(defaults.policy().styles().values());
    assertThat(shipped.times()).isEqualTo(defaults.times());
    assertThat(shipped.limits()).isEqualTo(defaults.limits());
    assertThat(shipped.accounting()).isEqualTo(defaults.accounting());
    assertThat(shipped.radsec()).isEqualTo(defaults.radsec());
    assertThat(shipped.log()).isEqualTo(defaults.log());
    assertThat(shipped.userNames()).isEqualTo(defaults.userNames());
    assertThat(shipped.management()).isEqualTo(defaults.management());
    assertThat(shipped.eap()).isEqualTo(defaults.eap());
  }

  @Test
  void theShippedFileNamesEveryKeyThatThereIs() throws Exception {
    String shipped = Files.readString(SHIPPED);
    Set<String> keys =
        keys(
            MINIMAL.replace("clients:", "  realms: [{name: x}]\nclients:")
                + """
                users: {rules: [{lower-case: true}]}
                attributes: [{attribute: Class, value: x}]
                policy: {rules: [{user: x}]}
                """);
    assertThat(keys)
        .containsExactlyInAnyOrder(
            "listen",
            "keycloak.url",
            "keycloak.allow-http",
            "keycloak.realm",
            "keycloak.connect-timeout",
            "keycloak.timeout",
            "keycloak.issuer",
            "keycloak.client-id",
            "keycloak.client-secret",
            "keycloak.client-secret-file",
            "keycloak.client-authentication",
            "keycloak.client-key-file",
            "keycloak.certificate-file",
            "keycloak.certificate-key-file",
            "keycloak.ca-file",
            "keycloak.realms[0].name",
            "keycloak.realms[0].realm",
            "keycloak.realms[0].issuer",
            "keycloak.realms[0].client-id",
            "keycloak.realms[0].client-secret",
            "keycloak.realms[0].client-secret-file",
            "clients[0].name",
            "clients[0].address",
            "clients[0].secret",
            "clients[0].secret-file",
            "clients[0].require-message-authenticator",
            "clients[0].limit-proxy-state",
            "clients[0].sign-replies",
            "clients[0].disconnect-port",
            "clients[0].certificate",
            "clients[0].locale",
            "clients[0].notices",
            "clients[0].password-encoding",
            "clients[0].mode",
            "clients[0].append-separator",
            "clients[0].append-digits",
            "clients[0].prompt",
            "users.strip-domains",
            "users.rules[0].strip-domain",
            "users.rules[0].lower-case",
            "users.rules[0].replace",
            "users.rules[0].with",
            "attributes",
            "attributes[0].attribute",
            "attributes[0].type",
            "attributes[0].claim",
            "attributes[0].match",
            "attributes[0].value",
            "attributes[0].take",
            "attributes[0].required",
            "policy.groups-claim",
            "policy.rules[0].name",
            "policy.rules[0].client",
            "policy.rules[0].nas",
            "policy.rules[0].connect-info",
            "policy.rules[0].address",
            "policy.rules[0].domain",
            "policy.rules[0].user",
            "policy.rules[0].group",
            "policy.rules[0].action",
            "policy.rules[0].realm",
            "policy.rules[0].mode",
            "policy.rules[0].attributes",
            "times.deadline",
            "times.reject-delay",
            "times.duplicates",
            "eap.certificate-file",
            "eap.key-file",
            "eap.clients",
            "eap.min-tls",
            "eap.fragment-size",
            "limits.eap-conversations",
            "limits.open-requests",
            "limits.duplicates",
            "radsec.listen",
            "radsec.certificate-file",
            "radsec.key-file",
            "radsec.client-ca-file",
            "radsec.connections",
            "radsec.idle-timeout",
            "accounting.listen",
            "accounting.sessions",
            "accounting.stale-after",
            "accounting.follow-sign-outs",
            "limits.per-user",
            "limits.per-address",
            "limits.per-client",
            "log.format",
            "log.level",
            "management.listen",
            "management.token-file");
    for (String key : keys) {
      String name = key.substring(key.lastIndexOf('.') + 1);
      assertThat(shipped).containsPattern("(?m)^ *#? *(- )?" + name + "(:|  )");
    }
  }

  @Test
  void oneAddressInTheEnvironmentReplacesTheListOfTheFile() throws Exception {
    BridgeConfig config =
        read(
            MINIMAL + "\nlisten:\n  - 192.0.2.1:1812\n  - 192.0.2.2:1812\n",
            Map.of("MOTP_RADIUS_LISTEN", "127.0.0.1:0"));

    assertThat(config.listen()).hasSize(1);
    assertThat(config.listen().get(0).getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void everyValueCanComeFromTheEnvironmentAlone() throws Exception {
    BridgeConfig config =
        read(
            "",
            Map.ofEntries(
                Map.entry("MOTP_RADIUS_LISTEN", "127.0.0.1:0, [::1]:1645"),
                Map.entry("MOTP_RADIUS_KEYCLOAK_URL", "http://localhost:8080"),
                Map.entry("MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", "from-the-environment"),
                Map.entry("MOTP_RADIUS_CLIENTS_0__NAME", "one"),
                Map.entry("MOTP_RADIUS_CLIENTS_0__ADDRESS", "10.0.0.0/8,2001:db8::/32"),
                Map.entry("MOTP_RADIUS_CLIENTS_0__SECRET", "a-secret-of-the-first"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__NAME", "two"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__ADDRESS", "192.0.2.2"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__SECRET", "a-secret-of-the-second"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__REQUIRE_MESSAGE_AUTHENTICATOR", "yes"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__LOCALE", "en"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__NOTICES", "challenge"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__PASSWORD_ENCODING", "iso-8859-1"),
                Map.entry("MOTP_RADIUS_USERS_STRIP_DOMAINS", "CORP,corp.example"),
                Map.entry("MOTP_RADIUS_CLIENTS_1__MODE", "append"),
                Map.entry("MOTP_RADIUS_POLICY_RULES_0__GROUP", "vpn"),
                Map.entry("MOTP_RADIUS_ATTRIBUTES_0__ATTRIBUTE", "Class"),
                Map.entry("MOTP_RADIUS_ATTRIBUTES_0__VALUE", "SSLVPN"),
                Map.entry("MOTP_RADIUS_TIMES_REJECT_DELAY", "500ms"),
                Map.entry("MOTP_RADIUS_LOG_FORMAT", "json"),
                Map.entry("PATH", "/usr/bin")));
    assertThat(config.listen()).hasSize(2);
    assertThat(secret(config.keycloak())).isEqualTo("from-the-environment");
    assertThat(config.clients()).hasSize(3);
    Nas second = config.clients().get(2).nas();
    assertThat(second.signatures().messageAuthenticator()).isEqualTo(SignatureRules.Rule.YES);
    assertThat(second.locale()).isEqualTo(Locale.ENGLISH);
    assertThat(second.notices()).isEqualTo(Nas.Notices.CHALLENGE);
    assertThat(second.passwordCharset()).isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(config.userNames()).hasSize(2);
    assertThat(config.policy().styles().get("two").mode()).isEqualTo(LoginMode.APPEND);
    assertThat(config.policy().rules()).hasSize(1);
    assertThat(config.attributes()).hasSize(1);
    assertThat(config.times().rejectDelay()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.log().format()).isEqualTo(BridgeConfig.LogFormat.JSON);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    assertThat(read(MINIMAL, Map.of("MOTP_RADIUS_KEYCLOAK_REALM", "other")).keycloak().realm())
        .isEqualTo("other");
  }

  @Test
  void secretsCanStandInFilesOfTheirOwn() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "from-a-file-1234567\n");
    String yaml =
        MINIMAL
            .replace("client-secret: 0e1234", "client-secret-file: " + secret)
            .replace("secret: " + SECRET, "secret-file: " + secret);
    assertThat(secret(read(yaml, Map.of()).keycloak())).isEqualTo("from-a-file-1234567");
  }

  /** What a file full of mistakes is answered with, word for word. */
  @Test
  void everyMistakeIsNamedAtOnceWithLineAndReasonAndWhatWouldBeRight() throws Exception {
    String yaml = Files.readString(resource("mistakes.yaml"));
    List<String> expected = Files.readAllLines(resource("mistakes.txt"));
    List<String> mistakes =
        mistakes(() -> read(yaml, Map.of("MOTP_RADIUS_LOG_COLOUR", "red"))).stream()
            .map(mistake -> mistake.replace(directory + "/", ""))
            .toList();
    assertThat(mistakes).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(mistakes).hasSizeGreaterThan(20);
    assertThat(String.join("\n", mistakes))
        .doesNotContain("short-one", "testing123", "1234567890123456", "somebodys-choice");
  }

  @Test
  void anExpressionMayHaveCommasAndAListOfWordsToo() throws Exception {
    List<Rule> rules =
        read(
                MINIMAL
                    + """
                    policy:
                      rules:
                        - {user: "regex:a{1,3}"}
                        - {user: "b*, c*"}
                        - {user: ["regex:d{1,3}", "e,f"]}
                    """,
                Map.of())
            .policy()
            .rules();
    assertThat(rules.stream().map(rule -> rule.conditions().users().toString()))
        .containsExactly("[regex:a{1,3}]", "[b*, c*]", "[regex:d{1,3}, e,f]");
  }

  @Test
  void anotherRealmIsAskedAsTheFirstOneUnlessItSaysOtherwise() throws Exception {
    Map<String, KeycloakSettings> realms =
        read(
                MINIMAL.replace(
                    "clients:",
                    """
                      realms:
                        - {name: partners, realm: extern}
                        - {name: code-only, client-id: radius-otp, client-secret: s2, issuer: urn:x}
                    clients:
                    """
                        .stripTrailing()),
                Map.of())
            .policy()
            .realms();
    KeycloakSettings partners = realms.get("partners");
    assertThat(partners.realm()).isEqualTo("extern");
    assertThat(partners.issuers()).containsExactly("https://id.example.com/realms/extern");
    assertThat(partners.clientId()).isEqualTo("radius-bridge");
    assertThat(secret(partners)).isEqualTo("0e1234");
    KeycloakSettings codeOnly = realms.get("code-only");
    assertThat(codeOnly.realm()).isEqualTo("motp");
    assertThat(codeOnly.issuers()).containsExactly("urn:x");
    assertThat(codeOnly.clientId()).isEqualTo("radius-otp");
    assertThat(secret(codeOnly)).isEqualTo("s2");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ConfigReaderTest.class.getResource(name).toURI());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clients: [ | is no YAML",
        "just text | is no list of keys",
        "log: {level: info}\\nlog: {level: warn} | given twice, first in line 1",
        "clients: [] | at least one NAS"
      })
  void aFileThatIsBrokenIsExplained(String yaml, String reason) {
    assertThat(String.join("\n", mistakes(() -> read(yaml.replace("\\n", "\n"), Map.of()))))
        .contains(reason);
  }

  @Test
  void aBrokenFileIsExplainedWithoutShowingWhatStandsInIt() {
    String yaml = "clients:\n  - secret: \"my-very-own-secret\n  x\n";
    assertThat(String.join("\n", mistakes(() -> read(yaml, Map.of()))))
        .contains("config.yaml")
        .doesNotContain("my-very-own");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, true",
    "http://localhost:8080, true",
    "http://[::1]:8080, true",
    "http://127.example.com, false",
    "http://127.0.0.1.example.com, false",
    "http://id.example.com, false"
  })
  void passwordsLeaveThisMachineInClearOnlyWhereSomebodySaysSo(String url, boolean allowed)
      throws Exception {
    String yaml = MINIMAL.replace("https://id.example.com/", "'" + url + "'");
    if (allowed) {
      assertThat(read(yaml, Map.of()).keycloak().urls()).containsExactly(URI.create(url));
    } else {
      assertThat(mistakes(() -> read(yaml, Map.of())))
          .singleElement()
          .asString()
          .contains("http would send passwords in clear");
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing.yaml");
    assertThatThrownBy(() -> new ConfigReader(DICTIONARIES, Map.of(), Set.of()).read(missing))
        .hasMessageContaining("missing.yaml: there is no such file");
  }

  @Test
  void blankSecretsAreMissingSecrets() {
    String yaml = MINIMAL.replace("secret: " + SECRET, "secret: '  '");
    assertThat(mistakes(() -> read(yaml, Map.of())))
        .singleElement()
        .asString()
        .contains("clients[0].secret: is missing or blank");
  }

  @Test
  void aSecretWithADollarSignOrABackslashIsTakenAsItStands() throws Exception {
    String yaml = MINIMAL.replace("client-secret: 0e1234", "client-secret: 'a${HOME}b\\,c'");
    assertThat(secret(read(yaml, Map.of()).keycloak())).isEqualTo("a${HOME}b\\,c");
    assertThat(
            secret(
                read(MINIMAL, Map.of("MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", "x${y}$z")).keycloak()))
        .isEqualTo("x${y}$z");
  }

  @Test
  void nothingThatIsReadShowsASecretAsText() throws Exception {
    assertThat(read(MINIMAL, Map.of()).toString()).doesNotContain(SECRET, "0e1234");
  }

  private static String secret(KeycloakSettings settings) {
    return ((ClientIdentity.Secret) settings.authentication()).secret();
  }

  private BridgeConfig read(String yaml, Map<String, String> environment)
      throws IOException, ConfigException {
    Path file = Files.writeString(directory.resolve("config.yaml"), yaml);
    return new ConfigReader(DICTIONARIES, environment, Set.of()).read(file);
  }

  /** Every key that the reader asks for; the elements of lists of words left out. */
  private Set<String> keys(String yaml) throws IOException {
    List<String> mistakes = new ArrayList<>();
    YamlFile file =
        YamlFile.read(Files.writeString(directory.resolve("config.yaml"), yaml), mistakes);
    Settings settings = new Settings(file, Map.of(), Set.of(), mistakes);
    new ConfigReader(DICTIONARIES, Map.of(), Set.of()).read(settings);
    settings.asked().removeIf(key -> key.endsWith("]"));
    return settings.asked();
  }

  private static List<String> mistakes(ThrowingCallable reading) {
    List<String> mistakes = new ArrayList<>();
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(ConfigException.class, e -> mistakes.addAll(e.mistakes()));
    return mistakes;
  }
}

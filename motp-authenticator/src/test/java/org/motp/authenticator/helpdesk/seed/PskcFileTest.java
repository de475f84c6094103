package org.motp.authenticator.helpdesk.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.motp.authenticator.helpdesk.seed.PskcXml.BY_PASSWORD;
import static org.motp.authenticator.helpdesk.seed.PskcXml.BY_PRE_SHARED_KEY;
import static org.motp.authenticator.helpdesk.seed.PskcXml.encrypted;
import static org.motp.authenticator.helpdesk.seed.PskcXml.file;
import static org.motp.authenticator.helpdesk.seed.PskcXml.hotp;
import static org.motp.authenticator.helpdesk.seed.PskcXml.keyPackage;
import static org.motp.authenticator.helpdesk.seed.PskcXml.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/** What a manufacturer's PSKC file turns into, and what a damaged or hostile one does not. */
class PskcFileTest {
  private static final byte[] KEY = "12345678901234567890".getBytes(UTF_8);
  private static final String PLAIN_KEY = Base64.getEncoder().encodeToString(KEY);
  private static final String GOOD = encrypted(PskcXml.SECRET, PskcXml.SECRET_MAC);

  @Test
  void opensTheExampleOfTheRfcWithThePreSharedKey() throws Exception {
    JsonNode vector = vector(6);
    byte[] file =
        file(
            "<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>",
            PskcXml.macMethod(vector.get("mac_key_ciphervalue_b64").asText()),
            hotp(
                "987654321",
                encrypted(
                    vector.get("secret_ciphervalue_b64").asText(),
                    vector.get("value_mac_b64").asText())));

    HardwareToken token = token(file, FileKey.of(vector.get("psk_hex").asText(), null));

    assertThat(token.key()).isEqualTo(vector.get("secret_ascii").asText().getBytes(UTF_8));
    assertThat(token.serial()).isEqualTo("987654321");
    assertThat(token.algorithm()).isEqualTo(CodeAlgorithm.parse("HOTP-SHA1-8-0"));
    assertThat(token.counter()).isZero();
  }

  @Test
  void opensTheExampleOfTheRfcWithThePassword() throws Exception {
    String secret =
        encrypted(
            "oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f",
            "LP6xMvjtypbfT9PdkJhBZ+D6O4w=");

    HardwareToken token =
        token(file(BY_PASSWORD, hotp("987654321", secret)), FileKey.of(null, PskcXml.PASSWORD));

    assertThat(token.key()).isEqualTo(KEY);
  }

  @Test
  void decodesThePlainExampleOfTheRfcAndRefusesSoShortAKey() throws Exception {
    JsonNode vector = vector(2);
    String value = vector.get("plain_values").get(0).asText();
    XmlElement secret =
        new XmlElement(
            "Secret",
            1,
            Map.of(),
            List.of(new XmlElement("PlainValue", 1, Map.of(), List.of(), value)),
            "");
    PskcEncryption none = PskcEncryption.of(Optional.empty(), Optional.empty(), FileKey.NONE);

    assertThat(none.bytes(secret)).isEqualTo(vector.get("decoded").get(0).asText().getBytes(UTF_8));
    assertThat(only(file(hotp("S1", plain(value))), FileKey.NONE).refusal())
        .isEqualTo("the key has 4 bytes and must have 16 to 128");
  }

  @Test
  void takesAlgorithmIntervalAndValidityFromTheFile() throws Exception {
    String data =
        plain(Base64.getEncoder().encodeToString(new byte[32]))
            + "<TimeInterval><PlainValue>60</PlainValue></TimeInterval>";
    String policy =
        "<StartDate>2026-05-01T00:00:00</StartDate><ExpiryDate>2031-05-31T00:00:00+08:00</ExpiryDate>";

    HardwareToken token =
        token(
            file(keyPackage("ft-1", "totp", "<Suite>HMAC-SHA256</Suite>", data, policy)),
            FileKey.NONE);

    assertThat(token.serial()).isEqualTo("FT-1");
    assertThat(token.algorithm()).isEqualTo(CodeAlgorithm.parse("TOTP-SHA256-8-60"));
    assertThat(token.starts()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z").getEpochSecond());
    assertThat(token.expires()).isEqualTo(Instant.parse("2031-05-30T16:00:00Z").getEpochSecond());
  }

  @Test
  void countsFromTheCounterInTheFileUpToTheLargest() throws Exception {
    String data =
        plain(PLAIN_KEY) + "<Counter><PlainValue>18446744073709551615</PlainValue></Counter>";

    assertThat(token(file(hotp("S1", data)), FileKey.NONE).counter())
        .isEqualTo(new BigInteger("18446744073709551615"));
  }

  @Test
  void aChangedValueIsRefusedAndTheOthersAreNot() throws Exception {
    String changed =
        encrypted("BBECAwQFBgcICQoLDA0OD" + PskcXml.SECRET.substring(21), PskcXml.SECRET_MAC);
    byte[] file = file(BY_PRE_SHARED_KEY, hotp("S1", changed), hotp("S2", GOOD));

    List<SeedRow> rows = rows(file, FileKey.of(PskcXml.PRE_SHARED_KEY, null));

    assertThat(rows.get(0).token()).isEmpty();
    assertThat(rows.get(0).refusal()).contains("ValueMAC is wrong");
    assertThat(rows.get(1).token()).isPresent();
    assertThat(rows.get(1).line()).isGreaterThan(rows.get(0).line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Su+NvtQfmvfJzF6bmQiJqoLREx==", "!"})
  void aValueWithoutItsMacIsRefused(String mac) throws Exception {
    SeedRow row =
        only(
            file(BY_PRE_SHARED_KEY, hotp("S1", encrypted(PskcXml.SECRET, mac))),
            FileKey.of(PskcXml.PRE_SHARED_KEY, null));

    assertThat(row.token()).isEmpty();
  }

  @Test
  void anotherKeyOpensNothing() throws Exception {
    byte[] file = file(BY_PRE_SHARED_KEY, hotp("S1", GOOD));
    FileKey wrong = FileKey.of("00" + PskcXml.PRE_SHARED_KEY.substring(2), null);

    // Either the padding of the MAC key is wrong, or the MACs are.
    try {
      assertThat(only(file, wrong).token()).isEmpty();
    } catch (SeedFileException e) {
      assertThat(e).hasMessage("the key or password is not this file's");
    }
    assertThatThrownBy(() -> rows(file, FileKey.of("1234", null)))
        .isInstanceOf(SeedFileException.class);
    assertThatThrownBy(() -> rows(file, FileKey.NONE))
        .hasMessage("the file is encrypted: its pre-shared key is needed");
    assertThatThrownBy(() -> rows(file(BY_PASSWORD, hotp("S1", GOOD)), FileKey.NONE))
        .hasMessage("the file is encrypted: its password is needed");
  }

  @Test
  void anEndlessKeyDerivationIsNotStarted() {
    byte[] file =
        file(
            PskcXml.byPassword(
                "<Salt><Specified>Ej7/PEpyEpw=</Specified></Salt>"
                    + "<IterationCount>2000000000</IterationCount><KeyLength>16</KeyLength>"),
            hotp("S1", GOOD));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> rows(file, FileKey.of(null, PskcXml.PASSWORD)))
                .hasMessageContaining("more than 10000000 rounds"));
  }

  @Test
  void anExternalEntityIsNotFetched() {
    byte[] file =
        """
        <?xml version="1.0"?>
        <!DOCTYPE KeyContainer [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
        <KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage><DeviceInfo>
        <SerialNo>&secret;</SerialNo></DeviceInfo></KeyPackage></KeyContainer>
        """
            .getBytes(UTF_8);

    assertThatThrownBy(() -> rows(file, FileKey.NONE))
        .hasMessage("the file has a DOCTYPE, which is not allowed");
  }

  @Test
  void aBillionLaughsAreNotLaughed() {
    StringBuilder entities = new StringBuilder("<!ENTITY lol0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      entities.append("<!ENTITY lol%d \"%s\">".formatted(i, ("&lol" + (i - 1) + ";").repeat(10)));
    }
    byte[] file =
        "<!DOCTYPE KeyContainer [%s]><KeyContainer xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">&lol9;</KeyContainer>"
            .formatted(entities)
            .getBytes(UTF_8);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> rows(file, FileKey.NONE))
                .hasMessage("the file has a DOCTYPE, which is not allowed"));
  }

  @Test
  void aTruncatedFileIsRefusedAsAWhole() {
    byte[] file = file(hotp("S1", plain(PLAIN_KEY)), hotp("S2", plain(PLAIN_KEY)));

    for (int length : new int[] {10, file.length / 2, file.length - 20}) {
      assertThatThrownBy(() -> rows(Arrays.copyOf(file, length), FileKey.NONE))
          .isInstanceOf(SeedFileException.class)
          .hasMessageStartingWith("the file is not well-formed XML: line ");
    }
  }

  @Test
  void nestingWithoutEndDoesNotOverflowTheStack() {
    byte[] file =
        file("<KeyPackage>" + "<a>".repeat(50_000) + "</a>".repeat(50_000) + "</KeyPackage>");

    assertThatThrownBy(() -> rows(file, FileKey.NONE)).isInstanceOf(SeedFileException.class);
  }

  @Test
  void otherXmlAndAnEmptyContainerAreRefused() {
    assertThatThrownBy(() -> rows("<html/>".getBytes(UTF_8), FileKey.NONE))
        .hasMessageContaining("no PSKC key container");
    assertThatThrownBy(() -> rows(file(), FileKey.NONE)).hasMessageContaining("no token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NumberOfTransactions>5</NumberOfTransactions>",
        "<PINPolicy PINUsageMode=\"Append\"/>",
        "<KeyUsage>CR</KeyUsage>",
        "<StartDate>yesterday</StartDate>",
        "<StartDate>2030-01-01T00:00:00Z</StartDate><ExpiryDate>2029-01-01T00:00:00Z</ExpiryDate>"
      })
  void aPolicyThatTheServerCannotKeepIsNotIgnored(String policy) throws Exception {
    SeedRow row = only(file(keyPackage("S1", "totp", "", plain(PLAIN_KEY), policy)), FileKey.NONE);

    assertThat(row.token()).isEmpty();
    assertThat(row.refusal()).isNotBlank();
  }

  @Test
  void noRefusalTellsTheKey() throws Exception {
    String notBase64 = "not*base64*but*secret";

    SeedRow row = only(file(hotp("S1", plain(notBase64))), FileKey.NONE);

    assertThat(row.refusal()).isEqualTo("the value of Secret is not base64");
    assertThat(token(file(hotp("S1", plain(PLAIN_KEY))), FileKey.NONE).toString())
        .doesNotContain("1234");
  }

  private static HardwareToken token(byte[] file, FileKey key) throws SeedFileException {
    SeedRow row = only(file, key);
    assertThat(row.refusal()).isEmpty();
    return row.token().orElseThrow();
  }

  private static SeedRow only(byte[] file, FileKey key) throws SeedFileException {
    List<SeedRow> rows = rows(file, key);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static List<SeedRow> rows(byte[] file, FileKey key) throws SeedFileException {
    return SeedFormat.detect(file).read(file, key);
  }

  private static JsonNode vector(int figure) throws IOException {
    try (InputStream json = PskcFileTest.class.getResourceAsStream("/otp/vectors.json")) {
      for (JsonNode vector : new ObjectMapper().readTree(json).get("pskc")) {
        if (vector.get("figure").asInt() == figure) {
          return vector;
        }
      }
    }
    throw new IllegalStateException("no figure " + figure);
  }
}

package org.motp.authenticator.helpdesk.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.otp.Hotp;
import org.motp.authenticator.otp.Totp;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/** What tables of tokens turn into: each row for itself, and no row half. */
class CsvFilesTest {
  private static final String HEX = "3132333435363738393031323334353637383930";
  private static final byte[] KEY = "12345678901234567890".getBytes(UTF_8);
  private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final String ENTRA =
      "upn,serial number,secret key,time interval,manufacturer,model\n";

  @ParameterizedTest
  @CsvSource({
    "'OATH CSV (privacyIDEA/LinOTP)', first_otp_unix59",
    "'OATH CSV, SHA256 by column', otp_unix59",
    "'OATH CSV HOTP', otp_counter0"
  })
  void publishedRowsMakeThePublishedCodes(String format, String field) throws Exception {
    JsonNode vector = vector(format);

    HardwareToken token = token(vector.get("line").asText());

    CodeAlgorithm algorithm = token.algorithm();
    String code =
        algorithm.kind() == CodeAlgorithm.Kind.HOTP
            ? new Hotp(algorithm.hash(), algorithm.digits()).code(token.key(), 0)
            : new Totp(algorithm.hash(), algorithm.digits(), algorithm.periodSeconds())
                .code(token.key(), 59 / algorithm.periodSeconds());
    assertThat(code).isEqualTo(vector.get(field).asText());
  }

  @ParameterizedTest
  @CsvSource({
    "'S1," + HEX + ",totp,8,60,sha512', TOTP-SHA512-8-60, 0",
    "'S1," + HEX + ",TOTP,6', TOTP-SHA1-6-30, 0",
    "'S1," + HEX + ",hotp,6,1234', HOTP-SHA1-6-0, 1234",
    "'S1," + HEX + ",hotp,6,30', HOTP-SHA1-6-0, 0",
    "'\"S1\",\"" + HEX + "\",\"totp\",\"6\",\"30\"', TOTP-SHA1-6-30, 0"
  })
  void readsWhatIsLeftOutAndWhatIsQuoted(String line, String algorithm, BigInteger counter)
      throws Exception {
    HardwareToken token = token(line);

    assertThat(token.algorithm()).isEqualTo(CodeAlgorithm.parse(algorithm));
    assertThat(token.counter()).isEqualTo(counter);
    assertThat(token.key()).isEqualTo(KEY);
    assertThat(token.serial()).isEqualTo("S1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S1," + HEX + ",totp",
        "S1," + HEX + ",totp,6,30,sha1,surplus",
        "," + HEX + ",totp,6,30",
        "S1,k3y-w1th0ut-h3x,totp,6,30",
        "S1," + HEX + "3,totp,6,30",
        "S1,31323334,totp,6,30",
        "S1,,totp,6,30",
        "S1," + HEX + ",ocra,6,30",
        "S1," + HEX + ",totp,9,30",
        "S1," + HEX + ",totp,six,30",
        "S1," + HEX + ",totp,6,0",
        "S1," + HEX + ",totp,6,99999999999999999999999",
        "S1," + HEX + ",totp,6,30,md5",
        "S1," + HEX + ",hotp,6,-1",
        "S 1\u0000," + HEX + ",totp,6,30",
        "\"S1," + HEX + ",totp,6,30"
      })
  void aBadRowIsRefusedAloneAndItsKeyIsNotTold(String bad) throws Exception {
    List<SeedRow> rows = rows("S0," + HEX + ",totp,6,30\n" + bad + "\nS2," + HEX + ",totp,6,30\n");

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).token()).isPresent();
    assertThat(rows.get(1).token()).isEmpty();
    assertThat(rows.get(1).line()).isEqualTo(2);
    assertThat(rows.get(1).refusal()).isNotBlank().doesNotContain("3132", "k3y");
    assertThat(rows.get(2).token()).isPresent();
  }

  @Test
  void anOverlongSerialIsRefusedAndNotRepeatedInFull() throws Exception {
    String longest = "S".repeat(64);

    assertThat(token(longest + "," + HEX + ",totp,6,30").serial()).isEqualTo(longest);
    SeedRow row = rows("S".repeat(65) + "," + HEX + ",totp,6,30").get(0);
    assertThat(row.token()).isEmpty();
    assertThat(row.serial()).hasSize(65).endsWith("…");
    assertThat(rows("S".repeat(5000) + "," + HEX + ",totp,6,30").get(0).token()).isEmpty();
  }

  @Test
  void aSerialThatStandsTwiceCountsOnceHoweverItIsWritten() throws Exception {
    List<SeedRow> rows =
        rows(
            "tok1,"
                + HEX
                + ",totp,6,30\n"
                + "# a comment\n\n"
                + "ＴＯＫ１,"
                + HEX
                + ",totp,6,30\n"
                + "TOK2,"
                + HEX
                + ",totp,6,30\n");

    assertThat(rows).extracting(row -> row.token().isPresent()).containsExactly(true, false, true);
    assertThat(rows).extracting(SeedRow::line).containsExactly(1, 4, 5);
    assertThat(rows.get(1).refusal()).isEqualTo("the serial stands in line 1 already");
  }

  @Test
  void aFileFromWindowsIsReadLikeAnyOther() throws Exception {
    List<SeedRow> rows =
        rows("\uFEFFTOK1," + HEX + ",totp,6,30\r\n\r\nTOK2," + HEX + ",totp,6,30\r\n");

    assertThat(rows).extracting(SeedRow::serial).containsExactly("TOK1", "TOK2");
    assertThat(rows).extracting(SeedRow::line).containsExactly(1, 3);
  }

  @Test
  void readsTheTableOfEntraWithItsColumnsInAnyOrder() throws Exception {
    String line = "chen@corp.example,2300001," + BASE32 + ",60,Feitian,\"c200, blue\"\r\n";
    String otherOrder = "Secret Key,Time Interval,Serial Number\n" + BASE32 + "====,30,2300002\n";

    HardwareToken token = token("\uFEFF" + ENTRA + line);
    assertThat(token.serial()).isEqualTo("2300001");
    assertThat(token.key()).isEqualTo(KEY);
    assertThat(token.algorithm()).isEqualTo(CodeAlgorithm.parse("TOTP-SHA1-6-60"));
    assertThat(token(otherOrder).serial()).isEqualTo("2300002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chen@corp.example,2300001,not base32!,30,Feitian,c200",
        "chen@corp.example,2300001," + BASE32 + ",30",
        "chen@corp.example,2300001," + BASE32 + ",,Feitian,c200",
        "chen@corp.example,,\"" + BASE32 + "\",30,Feitian,c200"
      })
  void aBadRowOfEntraIsRefusedAlone(String bad) throws Exception {
    List<SeedRow> rows = rows(ENTRA + bad + "\n,2300002," + BASE32 + ",30,Feitian,c200\n");

    assertThat(rows.get(0).token()).isEmpty();
    assertThat(rows.get(0).refusal()).isNotBlank().doesNotContain("base32!", "GEZD");
    assertThat(rows.get(1).token()).isPresent();
  }

  @Test
  void aFileOfAnotherFormatSaysWhatIsMissing() {
    byte[] oath = ("S1," + HEX + ",totp,6,30").getBytes(UTF_8);

    assertThatThrownBy(() -> SeedFormat.ENTRA.read(oath, FileKey.NONE))
        .isInstanceOf(SeedFileException.class)
        .hasMessageContaining("the first line must name the columns");
    assertThatThrownBy(() -> SeedFormat.OATH.read("# nothing\n".getBytes(UTF_8), FileKey.NONE))
        .isInstanceOf(SeedFileException.class);
    assertThatThrownBy(() -> FileKey.of("xyz", null))
        .hasMessage("the pre-shared key is not hexadecimal");
  }

  private static HardwareToken token(String file) throws SeedFileException {
    List<SeedRow> rows = rows(file);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).refusal()).isEmpty();
    return rows.get(0).token().orElseThrow();
  }

  private static List<SeedRow> rows(String file) throws SeedFileException {
    byte[] bytes = file.getBytes(UTF_8);
    return SeedFormat.detect(bytes).read(bytes, FileKey.NONE);
  }

  private static JsonNode vector(String format) throws Exception {
    try (InputStream json = CsvFilesTest.class.getResourceAsStream("/otp/vectors.json")) {
      for (JsonNode vector : new ObjectMapper().readTree(json).get("seed_file_formats")) {
        if (vector.get("format").asText().equals(format)) {
          return vector;
        }
      }
    }
    throw new IllegalStateException("no vector " + format);
  }
}

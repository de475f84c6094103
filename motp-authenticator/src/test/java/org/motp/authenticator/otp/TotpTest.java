package org.motp.authenticator.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TotpTest {

  private static final byte[] RFC_KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Totp USUAL = new Totp(HashAlgorithm.SHA1, 6, 30);

  static Stream<JsonNode> published() {
    return Vectors.at("/totp");
  }

  @ParameterizedTest
  @MethodSource("published")
  void codesAreThoseOfTheStandardSoThatAnyAppWorks(JsonNode vector) {
    assertThat(vector.get("t0").asLong()).isZero();
    Totp totp =
        new Totp(
            HashAlgorithm.valueOf(vector.get("algorithm").asText()),
            vector.get("digits").asInt(),
            vector.get("period").asInt());
    byte[] key = HexFormat.of().parseHex(vector.get("key_hex").asText());

    assertThat(totp.code(key, totp.step(vector.get("unix").asLong())))
        .isEqualTo(vector.get("otp").asText());
  }

  static Stream<JsonNode> windowEdges() {
    return Vectors.at("/totp_window_edges/cases");
  }

  @ParameterizedTest
  @MethodSource("windowEdges")
  void windowOfAcceptedStepsEndsExactlyWhereItShould(JsonNode vector) {
    long now = USUAL.step(vector.get("server_unix").asLong());
    String code = vector.get("otp").asText();

    assertThat(USUAL.code(RFC_KEY, now + vector.get("step_offset").asLong())).isEqualTo(code);
    assertThat(codesAround(now, 1).anyMatch(code::equals))
        .isEqualTo(vector.get("accept_window_1").asBoolean());
    assertThat(codesAround(now, 2).anyMatch(code::equals))
        .isEqualTo(vector.get("accept_window_2").asBoolean());
  }

  private static Stream<String> codesAround(long step, int window) {
    return LongStream.rangeClosed(step - window, step + window)
        .mapToObj(each -> USUAL.code(RFC_KEY, each));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30, 0",
    "29, 30, 0",
    "30, 30, 1",
    "59, 60, 0",
    "60, 60, 1",
    "20000000000, 30, 666666666"
  })
  void stepChangesWithTheFirstSecondOfAPeriod(long epochSeconds, int period, long step) {
    assertThat(new Totp(HashAlgorithm.SHA1, 6, period).step(epochSeconds)).isEqualTo(step);
  }

  @Test
  void momentsAndStepsBeforeTheEpochAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.step(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.code(RFC_KEY, -1));
  }

  @Test
  void aPeriodOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Totp(HashAlgorithm.SHA1, 6, 0));
  }
}

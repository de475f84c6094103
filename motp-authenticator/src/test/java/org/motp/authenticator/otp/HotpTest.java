package org.motp.authenticator.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotpTest {

  private static final byte[] RFC_KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  static Stream<JsonNode> published() {
    return Vectors.at("/hotp");
  }

  @ParameterizedTest
  @MethodSource("published")
  void codesAreThoseOfTheStandardSoThatAnyTokenWorks(JsonNode vector) {
    Hotp hotp =
        new Hotp(
            HashAlgorithm.valueOf(vector.get("algorithm").asText()), vector.get("digits").asInt());
    byte[] key = HexFormat.of().parseHex(vector.get("key_hex").asText());

    assertThat(hotp.code(key, Long.parseUnsignedLong(vector.get("counter").asText())))
        .isEqualTo(vector.get("otp").asText());
  }

  // Computed with oathtool --hotp -c COUNTER -d DIGITS 3132333435363738393031323334353637383930
  @ParameterizedTest
  @CsvSource({
    "2147483647, 6, 223505",
    "2147483647, 8, 27223505",
    "2147483648, 6, 197202",
    "2147483648, 8, 04197202",
    "4294967296, 6, 999456",
    "4294967296, 8, 55999456",
    "9223372036854775807, 6, 181742",
    "9223372036854775807, 8, 50181742",
    "9223372036854775808, 6, 959616",
    "9223372036854775808, 7, 7959616",
    "9223372036854775808, 8, 17959616",
    "18446744073709551615, 6, 094451",
    "18446744073709551615, 8, 63094451"
  })
  void countersUpToTheLastUnsignedOneGiveTheCodesThatOathToolkitGives(
      String counter, int digits, String code) {
    assertThat(new Hotp(HashAlgorithm.SHA1, digits).code(RFC_KEY, Long.parseUnsignedLong(counter)))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5, 9})
  void lengthsThatNoTokenHasAreRefused(int digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hotp(HashAlgorithm.SHA1, digits))
        .withMessageContaining("6 to 8");
  }

  @Test
  void anEmptyKeyGivesNoCodeThatEverybodyCouldCompute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hotp(HashAlgorithm.SHA1, 6).code(new byte[0], 1));
  }
}

package org.motp.radius.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpKeyTest {

  /** RFC 6238, Appendix B, of which six digits are the last six of the eight that it prints. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void theCodesAreThoseOfTheRfc(long seconds, String code) {
    TotpKey key = TotpKey.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(key.code(Instant.ofEpochSecond(seconds))).isEqualTo(code);
  }

  @Test
  void aKeyIsReadAsPeopleCopyIt() {
    Instant time = Instant.ofEpochSecond(59);
    assertThat(TotpKey.parse("gezd gnbv-gy3t qojq gezd gnbv gy3t qojq==").code(time))
        .isEqualTo("287082");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GEZD", "GEZDGNBVGY3TQOJQ1", "不是金鑰不是金鑰不是金鑰"})
  void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotpKey.parse(text))
        .matches(e -> text.isEmpty() || !e.getMessage().contains(text));
  }
}

package org.motp.authenticator.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MobileOtpTest {

  private final MobileOtp mobileOtp = new MobileOtp();

  static Stream<JsonNode> published() {
    return Vectors.at("/motp/published");
  }

  @ParameterizedTest
  @MethodSource("published")
  void codesAreThoseOfTheAppsThatSpeakMobileOtp(JsonNode vector) {
    String secret = vector.get("secret_text").asText();
    String pin = vector.get("pin").asText();
    String code = vector.get("otp").asText();
    long step = vector.get("step").asLong();

    assertThat(mobileOtp.code(secret, pin, step)).isEqualTo(code);
    assertThat(mobileOtp.code(secret.toUpperCase(Locale.ROOT), pin, step)).isEqualTo(code);
  }

  /** Without the one vector whose app had its clock corrected by the user. */
  static Stream<JsonNode> publishedWithTrueClock() {
    return published().filter(vector -> !vector.get("source").asText().contains("offset"));
  }

  @ParameterizedTest
  @MethodSource("publishedWithTrueClock")
  void codesChangeWhenTheAppsChangeThem(JsonNode vector) {
    assertThat(mobileOtp.step(vector.get("unix_seconds").asLong()))
        .isEqualTo(vector.get("step").asLong());
  }

  @Test
  void stepsBeforeTheEpochAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> mobileOtp.step(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mobileOtp.code("e3152afee62599c8", "1234", -1));
  }
}

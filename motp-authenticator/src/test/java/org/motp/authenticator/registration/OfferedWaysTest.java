package org.motp.authenticator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;

/** Which tiles users see, for what an administrator has set. */
class OfferedWaysTest {

  @Test
  void everyWayIsOfferedUntilSomebodySwitchesItOff() {
    assertThat(OfferedWays.read(null).names()).containsExactly("hardware", "offline", "online");
    assertThat(OfferedWays.read(config(Map.of())).names())
        .containsExactly("hardware", "offline", "online");
    assertThat(OfferedWays.PROPERTIES)
        .extracting(ProviderConfigProperty::getName, ProviderConfigProperty::getDefaultValue)
        .containsExactly(
            tuple("way-hardware", "true"),
            tuple("way-offline", "true"),
            tuple("way-online", "true"));
  }

  @ParameterizedTest
  @CsvSource({
    "way-hardware, HARDWARE, OFFLINE",
    "way-offline, OFFLINE, HARDWARE",
    "way-online, ONLINE, OFFLINE"
  })
  void aWayThatIsSwitchedOffCannotBePostedEither(String key, Page off, Page on) {
    OfferedWays ways = OfferedWays.read(config(Map.of(key, "false")));

    assertThat(ways.offer(off)).isFalse();
    assertThat(ways.offer(on)).isTrue();
    assertThat(ways.offer(Page.DOWNLOAD)).isTrue();
  }

  @Test
  void theLastWayCannotBeSwitchedOff() {
    RequiredActionConfigModel none =
        config(Map.of("way-hardware", "false", "way-offline", "false", "way-online", "false"));

    assertThatThrownBy(() -> OfferedWays.validate(none)).isInstanceOf(ValidationException.class);
    assertThatCode(() -> OfferedWays.validate(config(Map.of("way-hardware", "false"))))
        .doesNotThrowAnyException();
  }

  private static RequiredActionConfigModel config(Map<String, String> values) {
    RequiredActionConfigModel config = new RequiredActionConfigModel();
    config.setConfig(values);
    return config;
  }
}

package org.motp.authenticator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.userprofile.ValidationException;
import org.motp.authenticator.registration.RegistrationPolicy.FirstToken;

class RegistrationPolicyTest {

  @Test
  void whoConfiguresNothingGetsTheManualsPolicy() {
    RegistrationPolicy policy = RegistrationPolicy.read(config(Map.of()));

    assertThat(policy).isEqualTo(RegistrationPolicy.read(null));
    assertThat(policy.firstToken()).isEqualTo(FirstToken.ANYONE);
    assertThat(policy.networks()).isEmpty();
    assertThat(policy.mostTokens()).isEqualTo(5);
    assertThat(policy.validityDays()).isZero();
    assertThat(policy.waitMinutes()).isZero();
  }

  @Test
  void aPolicyThatCannotBeReadIsReadAsTheStrictest() {
    assertThat(RegistrationPolicy.read(config(Map.of("first-token", "nobody"))).firstToken())
        .isEqualTo(FirstToken.RELEASED);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, true",
    "10.255.255.255, true",
    "11.0.0.0, false",
    "192.0.2.7, true",
    "192.0.2.8, false",
    "2001:db8::1, true",
    "2001:db9::1, false",
    "::ffff:10.1.2.3, true",
    "intranet.example, false",
    "'', false"
  })
  void onlyTheListedNetworksCount(String address, boolean inside) {
    RegistrationPolicy policy =
        RegistrationPolicy.read(
            config(Map.of("first-token-networks", "10.0.0.0/8, 192.0.2.7 2001:db8::/32")));

    assertThat(policy.inNetworks(address)).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "first-token, nobody",
    "first-token, network",
    "first-token-networks, 10.0.0.0/33",
    "first-token-networks, 10.0.0.0/x",
    "first-token-networks, office",
    "most-tokens, 0",
    "most-tokens, 6",
    "most-tokens, many",
    "validity-days, -1",
    "validity-days, 3651",
    "wait-minutes, 1441"
  })
  void aWrongValueIsRefusedWhenItIsSaved(String field, String value) {
    assertThatThrownBy(() -> RegistrationPolicy.validate(config(Map.of(field, value))))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void rightValuesAreSaved() {
    assertThatCode(
            () ->
                RegistrationPolicy.validate(
                    config(
                        Map.of(
                            "first-token", "network",
                            "first-token-networks", "10.0.0.0/8",
                            "most-tokens", "1",
                            "validity-days", "365",
                            "wait-minutes", "5"))))
        .doesNotThrowAnyException();
  }

  private static RequiredActionConfigModel config(Map<String, String> values) {
    RequiredActionConfigModel config = new RequiredActionConfigModel();
    config.setConfig(new HashMap<>(values));
    return config;
  }
}

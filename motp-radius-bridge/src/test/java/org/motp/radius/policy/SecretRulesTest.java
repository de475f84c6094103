package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "secret",
        "testing123",
        "Testing123",
        "secretsecretsecret",
        "fifteen-letters",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "testing123testing123"
      })
  void aSecretThatAnybodyCouldGuessIsRefusedWithoutRepeatingIt(String secret) {
    assertThat(SecretRules.objection(secret))
        .hasValueSatisfying(
            objection -> {
              if (!secret.isBlank()) {
                assertThat(objection).doesNotContain(secret);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sixteen-letters!", "q83vEjRWeJASNFZ4kBI0VniQEjRWeJAS", "一二三四五六七八九十甲乙丙丁戊己"})
  void aLongRandomSecretIsTaken(String secret) {
    assertThat(SecretRules.objection(secret)).isEmpty();
  }
}

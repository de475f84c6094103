package org.motp.radius.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppendedCodeTest {

  private static final AppendedCode JOINED = new AppendedCode(Optional.empty(), Set.of(6));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret,123456 | secret | 123456",
        "secret, 123 456 | secret | 123456",
        "a,b,123456 | a,b | 123456",
        "secret1,654321 | secret1 | 654321",
        "密碼，１２３４５６ | 密碼 | １２３４５６",
        "'secret ,123456' | 'secret ' | 123456",
        ",123456 | '' | 123456"
      })
  void whatStandsBehindTheLastSeparatorIsTheCode(String field, String password, String code) {
    assertThat(AppendedCode.DEFAULT.split(field)).contains(new AppendedCode.Parts(password, code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "secret", "secret,", "Taipei101101", "secret,12345", "a,1234567", "a,12345x"})
  void aPasswordThatOnlyLooksLikeItStaysWhole(String field) {
    assertThat(AppendedCode.DEFAULT.split(field)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret123456 | secret | 123456",
        "'secret123456 ' | secret | 123456",
        "secret1123456 | secret1 | 123456",
        "secret,123456 | secret, | 123456",
        "123456 | '' | 123456"
      })
  void withoutASeparatorTheLastDigitsAreTheCode(String field, String password, String code) {
    assertThat(JOINED.split(field)).contains(new AppendedCode.Parts(password, code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "secret", "secret12345", "secret123456x"})
  void withoutASeparatorAFieldThatEndsInFewerDigitsHasNoCode(String field) {
    assertThat(JOINED.split(field)).isEmpty();
  }

  @Test
  void hardwareTokensOfEightDigitsCanBeUsedBesideAppsOfSix() {
    AppendedCode both = new AppendedCode(Optional.of('/'), Set.of(6, 8));
    assertThat(both.split("a/123456")).isPresent();
    assertThat(both.split("a/12345678")).isPresent();
    assertThat(both.split("a/1234567")).isEmpty();
  }

  @Test
  void thePartsDoNotShowThemselves() {
    assertThat(AppendedCode.DEFAULT.split("secret,123456").toString())
        .doesNotContain("secret", "123456");
  }
}

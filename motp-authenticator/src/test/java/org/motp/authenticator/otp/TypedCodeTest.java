package org.motp.authenticator.otp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        " 123 456 ",
        "１２３４５６",
        "１２３　４５６",
        "12\u00a034\u200956",
        "\t123456\r\n",
        "1 2 3 4 5 6"
      })
  void codesTypedOnAnyKeyboardAreUnderstood(String typed) {
    assertThat(TypedCode.decimal(typed, 6).map(TypedCode::value)).contains("123456");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "      ",
        "12345",
        "1234567",
        "12345a",
        "-12345",
        "+12345",
        "123-456",
        "12345\u0000",
        "12345\u200b6",
        "١٢٣٤٥٦", // Arabic digits, which Character.isDigit would let through
        "①②③④⑤⑥",
        "１２３４５",
        "123456x"
      })
  void anythingThatIsNoCodeIsRefusedWithoutBeingCompared(String typed) {
    assertThat(TypedCode.decimal(typed, 6)).isEmpty();
  }

  @Test
  void megabytesOfSpacesAreNotSearchedForACode() {
    assertThat(TypedCode.decimal("123456" + " ".repeat(64), 6)).isEmpty();
  }

  @Test
  void lengthIsThatOfTheTokenAndNoOther() {
    assertThat(TypedCode.decimal("12345678", 8).map(TypedCode::value)).contains("12345678");
    assertThat(TypedCode.decimal("123456", 8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6ed4e4", "6ED4E4", " 6e d4 e4", "６ＥＤ４Ｅ４", "６ｅｄ４ｅ４"})
  void mobileOtpCodesMayBeTypedInAnyCase(String typed) {
    assertThat(TypedCode.mobileOtp(typed).map(TypedCode::value)).contains("6ed4e4");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"6ed4e", "6ed4e44", "6ed4eg", "6ed4e/", "6ed4e:", "6ed4e`"})
  void whatIsNotSixHexadecimalDigitsIsNoMobileOtpCode(String typed) {
    assertThat(TypedCode.mobileOtp(typed)).isEmpty();
  }

  @Test
  void onlyTheWholeCodeMatches() {
    TypedCode typed = TypedCode.decimal("123456", 6).orElseThrow();

    assertThat(typed.matches("123456")).isTrue();
    assertThat(typed.matches("123457")).isFalse();
    assertThat(typed.matches("12345")).isFalse();
    assertThat(typed.matches("1234567")).isFalse();
    assertThat(typed.matches("")).isFalse();
  }

  @Test
  void aLogLineWithTheObjectDoesNotTellTheCode() {
    assertThat(TypedCode.decimal("123456", 6).orElseThrow()).asString().doesNotContain("123456");
  }
}

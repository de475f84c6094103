package org.motp.radius.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

  @ParameterizedTest
  @CsvSource({
    "vpn, vpn, true",
    "vpn, vpn2, false",
    "vpn, VPN, false",
    "vpn-*, vpn-, true",
    "vpn-*, vpn-a-b, true",
    "vpn-*, my-vpn-a, false",
    "*@corp.example, hark@corp.example, true",
    "*@corp.example, hark@corpxexample, false",
    "h?rk, hark, true",
    "h?rk, hrk, false",
    "a+b, a+b, true",
    "a+b, aab, false",
    "陳*, 陳漢克, true",
    "regex:vpn-[0-9]+, vpn-12, true",
    "regex:vpn-[0-9]+, xvpn-12, false",
    "regex:a|b, b, true",
    "regex:a|b, ab, false"
  })
  void aPatternIsAboutTheWholeText(String pattern, String text, boolean matches) {
    assertThat(TextPattern.exact(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void aPatternCanTakeCapitalsForSmallLetters() {
    assertThat(TextPattern.ignoringCase("Hark.*").matches("HARK.CHEN")).isTrue();
    assertThat(TextPattern.ignoringCase("regex:hark").matches("HARK")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "vpn-*, vpn-taipei, $1, taipei",
    "*-*, vpn-taipei, $2/$1, taipei/vpn",
    "regex:(a)|(b), b, <$1$2>, <b>",
    "*, x, $0$$, x$",
    "vpn-*, vpn-x, fixed, fixed"
  })
  void whatIsMatchedCanBePutTogetherAnew(
      String pattern, String text, String template, String result) {
    TextPattern parsed = TextPattern.exact(pattern);
    assertThatNoException().isThrownBy(() -> parsed.check(template));
    assertThat(parsed.rewrite(text, template)).contains(result);
  }

  @Test
  void whatDoesNotMatchIsNotRewritten() {
    assertThat(TextPattern.exact("vpn-*").rewrite("lan-1", "$1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2", "$", "x$", "$x", "$1$3"})
  void aTemplateThatThePatternCannotFillIsRefused(String template) {
    TextPattern pattern = TextPattern.exact("vpn-*");
    assertThatThrownBy(() -> pattern.check(template)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regex:(", "regex:(?<!a)b", "regex:(a)\\1", "regex:[z-a]"})
  void anExpressionThatRe2DoesNotKnowIsRefused(String pattern) {
    assertThatThrownBy(() -> TextPattern.exact(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no regular expression that RE2 knows");
  }

  @Test
  void noUserNameKeepsTheBridgeBusy() {
    TextPattern careless = TextPattern.exact("regex:(a+)+b");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(careless.matches("a".repeat(255))).isFalse());
  }
}

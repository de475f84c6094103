package org.motp.radius.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyMessageTest {

  @Test
  void aChineseTextThatIsTooLongIsCutBetweenTwoCharacters() {
    assertThat(shown("碼".repeat(100))).isEqualTo("碼".repeat(84));
    assertThat(shown("x" + "🔐".repeat(100))).isEqualTo("x" + "🔐".repeat(63));
  }

  @Test
  void aTextOfExactly253BytesIsNotCut() {
    assertThat(shown("x".repeat(253))).hasSize(253);
    assertThat(shown("x".repeat(254))).hasSize(253);
  }

  @Test
  void controlCharactersThatWouldGarbleTheVpnClientBecomeSpaces() {
    assertThat(shown("one\r\ntwo\u0007\u0000three")).isEqualTo("one  two  three");
    assertThat(shown("a\ud800b")).isEqualTo("a b");
  }

  private static String shown(String text) {
    return new String(ReplyMessage.of(text).value(), StandardCharsets.UTF_8);
  }
}

package org.motp.radius.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPasswordTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");
  private static final byte[] AUTHENTICATOR = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 128, 239, 240})
  void aPasswordOfAnyLengthComesThroughWithoutItsPadding(int length) {
    String password = "x".repeat(length);
    Attribute hidden = hide(password.getBytes(StandardCharsets.UTF_8));
    assertThat(hidden.length()).isPositive().matches(bytes -> bytes % 16 == 0);
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET, StandardCharsets.UTF_8))
        .contains(password);
  }

  @Test
  void aChinesePasswordComesThrough() {
    Attribute hidden = hide("密碼・驗證🔐".getBytes(StandardCharsets.UTF_8));
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET, StandardCharsets.UTF_8))
        .contains("密碼・驗證🔐");
  }

  @Test
  void aPasswordInAnotherCharsetIsNotGuessedAt() {
    Attribute hidden = hide("pässword".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET, StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET, StandardCharsets.ISO_8859_1))
        .contains("pässword");
  }

  @Test
  void aPasswordWithNulInsideIsRefusedBecauseDirectoriesCutItThere() {
    Attribute hidden = hide("right\0anything".getBytes(StandardCharsets.UTF_8));
    assertThat(UserPassword.reveal(hidden, AUTHENTICATOR, SECRET, StandardCharsets.UTF_8))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 253})
  void anAttributeThatIsNoMultipleOfSixteenIsRefused(int length) {
    Attribute broken = new Attribute(AttributeType.USER_PASSWORD, new byte[length]);
    assertThat(UserPassword.reveal(broken, AUTHENTICATOR, SECRET, StandardCharsets.UTF_8))
        .isEmpty();
  }

  private static Attribute hide(byte[] password) {
    return UserPassword.hide(password, AUTHENTICATOR, SECRET);
  }
}

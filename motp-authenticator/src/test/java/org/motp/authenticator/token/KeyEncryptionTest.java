package org.motp.authenticator.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.otp.HashAlgorithm;

class KeyEncryptionTest {
  private static final String OLD = "old:" + base64(1);
  private static final String NEW = "new:" + base64(2);
  private static final byte[] TOKEN_KEY = "12345678901234567890".getBytes(UTF_8);
  private static final CodeAlgorithm ALGORITHM = CodeAlgorithm.DEFAULT;

  private final KeyEncryption encryption = parse(OLD);

  @Test
  void aTokensKeyComesBackAndIsNotInTheCiphertext() {
    String encrypted = encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM);

    assertThat(encryption.decrypt(encrypted, "realm", "F88AC2B6", ALGORITHM)).isEqualTo(TOKEN_KEY);
    byte[] stored = Base64.getDecoder().decode(encrypted.substring("old:".length()));
    assertThat(new String(stored, ISO_8859_1)).doesNotContain(new String(TOKEN_KEY, ISO_8859_1));
  }

  @Test
  void twoTokensWithOneKeyDoNotShowIt() {
    assertThat(encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM))
        .isNotEqualTo(encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM));
  }

  @Test
  void aKeyMovedToAnotherTokenInTheDatabaseIsRefused() {
    String encrypted = encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM);

    assertRefused(encrypted, "realm", "00000000", ALGORITHM);
    assertRefused(encrypted, "other", "F88AC2B6", ALGORITHM);
    assertRefused(
        encrypted,
        "realm",
        "F88AC2B6",
        new CodeAlgorithm(CodeAlgorithm.Kind.TOTP, HashAlgorithm.SHA1, 8, 30));
  }

  private void assertRefused(String encrypted, String realm, String serial, CodeAlgorithm alg) {
    assertThatThrownBy(() -> encryption.decrypt(encrypted, realm, serial, alg))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its row was changed");
  }

  @Test
  void afterTheKeyIsRotatedOldTokensWorkAndNewOnesUseTheNewKey() {
    String encrypted = encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM);
    KeyEncryption rotated = parse(NEW + "," + OLD);

    assertThat(rotated.decrypt(encrypted, "realm", "F88AC2B6", ALGORITHM)).isEqualTo(TOKEN_KEY);
    assertThat(rotated.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM)).startsWith("new:");
  }

  @Test
  void whoForgetsTheOldKeyIsToldWhichOneIsMissing() {
    String encrypted = encryption.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM);

    assertThatThrownBy(() -> parse(NEW).decrypt(encrypted, "realm", "F88AC2B6", ALGORITHM))
        .hasMessageContaining("F88AC2B6")
        .hasMessageContaining("'old'");
  }

  @Test
  void aFileMayHaveOneKeyALineAndABlankLineAtItsEnd() {
    KeyEncryption fromFile = parse(NEW + "\r\n" + OLD + "\n\n");

    assertThat(fromFile.encrypt(TOKEN_KEY, "realm", "F88AC2B6", ALGORITHM)).startsWith("new:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=",
        ":c2VjcmV0",
        "k1:c2VjcmV0",
        "k1:c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC0=",
        "k1:not*base64",
        "k 1:c2VjcmV0"
      })
  void aWrongKeyStopsTheStartWithAReasonThatDoesNotQuoteIt(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .isNotBlank()
                    .doesNotContain("c2VjcmV0")
                    .doesNotContain("not*base64"));
  }

  @Test
  void twoKeysWithOneIdAreRefused() {
    assertThatThrownBy(() -> parse(OLD + "," + OLD)).hasMessageContaining("old stands twice");
  }

  @Test
  void aWrongCodeIsKnownAgainOnlyForItsOwnToken() {
    assertThat(encryption.mark("token-1", "123456"))
        .isEqualTo(parse(OLD).mark("token-1", "123456"))
        .isNotEqualTo(encryption.mark("token-2", "123456"))
        .isNotEqualTo(encryption.mark("token-1", "123457"))
        .isNotEqualTo(parse(NEW).mark("token-1", "123456"))
        .hasSize(64)
        .doesNotContain("123456");
  }

  private static KeyEncryption parse(String text) {
    return KeyEncryption.parse(text, new SecureRandom());
  }

  private static String base64(int first) {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return Base64.getEncoder().encodeToString(key);
  }
}

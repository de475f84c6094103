package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InitialKeyTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final String characters = InitialKey.of(bytes()).characters();

  private static byte[] bytes() {
    byte[] bytes = new byte[8];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void sixtyBitsAreTwelveCharactersWithoutThoseThatLookAlike() {
    assertThat(characters).matches(InitialKey.PATTERN).doesNotContainPattern("[ILOU]");
    assertThat(InitialKey.of(new byte[8]).characters()).isEqualTo("000000000000");
    byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};
    assertThat(InitialKey.of(ones).characters()).isEqualTo("ZZZZZZZZZZZZ");
  }

  @Test
  void shownInGroupsThatOneCanReadAloud() {
    assertThat(new InitialKey(characters).shown())
        .matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]");
  }

  @Test
  void checkCharacterTellsEverySingleWrongCharacter() {
    for (int i = 0; i < characters.length(); i++) {
      for (int value = 0; value < ALPHABET.length(); value++) {
        char other = ALPHABET.charAt(value);
        if (other != characters.charAt(i)) {
          assertThat(check(characters.substring(0, i) + other + characters.substring(i + 1)))
              .isNotEqualTo(check(characters));
        }
      }
    }
  }

  @Test
  void checkCharacterTellsAnyTwoThatWereExchanged() {
    for (int i = 0; i < characters.length(); i++) {
      for (int j = i + 1; j < characters.length(); j++) {
        StringBuilder exchanged = new StringBuilder(characters);
        exchanged.setCharAt(i, characters.charAt(j));
        exchanged.setCharAt(j, characters.charAt(i));
        if (!exchanged.toString().equals(characters)) {
          assertThat(check(exchanged.toString())).isNotEqualTo(check(characters));
        }
      }
    }
  }

  private static char check(String characters) {
    return new InitialKey(characters).shown().charAt(15);
  }
}

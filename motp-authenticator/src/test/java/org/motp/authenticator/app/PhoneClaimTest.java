package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppSecrets;

/** Which bodies are claims; those with wrong keys are tried in the journeys. */
class PhoneClaimTest {
  private static final String CODE = "\"code\":\"" + base64(new byte[16]) + "\"";
  private static final String POINT =
      base64(P256.point((ECPublicKey) P256.generate(new SecureRandom()).getPublic()));

  @ParameterizedTest
  @ValueSource(strings = {"Pixel 9", "小明的手機", "x", "👩‍💻", "a\\\"b", "<b>{0}"})
  void everythingThatPeopleCallAPhoneIsAName(String name) {
    assertThat(PhoneClaim.parse(body(CODE, name))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\\nb", "\\u0000", "a\\ud83d", "\\udc69x"})
  void whatCannotBeShownOrKeptIsNoName(String name) {
    assertThat(PhoneClaim.parse(body(CODE, name))).isEmpty();
  }

  @Test
  void nameHas64CharactersHoweverManyBytesTheyTake() {
    assertThat(PhoneClaim.parse(body(CODE, "👩".repeat(64)))).isPresent();
    assertThat(PhoneClaim.parse(body(CODE, "x".repeat(65)))).isEmpty();
  }

  @Test
  void claimBringsACodeOrAnInitialKey() {
    assertThat(PhoneClaim.parse(body(CODE, "x")).orElseThrow().kind())
        .isEqualTo(AppSecrets.Kind.CODE);
    assertThat(PhoneClaim.parse(body("\"key\":\"0123456789AB\"", "x")).orElseThrow().kind())
        .isEqualTo(AppSecrets.Kind.INITIAL_KEY);
    for (String neither :
        new String[] {
          "\"key\":\"0123456789AU\"",
          "\"key\":\"0123\"",
          "\"code\":\"AAAA\"",
          "\"code\":1",
          "\"x\":1"
        }) {
      assertThat(PhoneClaim.parse(body(neither, "x"))).as(neither).isEmpty();
    }
  }

  private static String body(String secret, String name) {
    return "{\"v\":1,%s,\"ecdh\":\"%s\",\"ecdsa\":\"%s\",\"name\":\"%s\",\"signature\":\"%s\"}"
        .formatted(secret, POINT, POINT, name, base64(new byte[64]));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package org.motp.authenticator.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have published, and points and signatures that must not pass. */
class P256VectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 5903 §8.1. */
  private static final String INITIATOR_PRIVATE =
      "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433";

  private static final String RESPONDER_PUBLIC =
      "04"
          + "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
          + "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab";

  private static final String AGREED =
      "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de";

  /** RFC 6979 §A.2.5, message "sample" with SHA-256. */
  private static final String SIGNER =
      "04"
          + "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

  private static final String SIGNATURE =
      "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
          + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

  @Test
  void agreesAsRfc5903Says() {
    byte[] agreed =
        P256.sharedSecret(
            P256.privateKey(HEX.parseHex(INITIATOR_PRIVATE)), point(RESPONDER_PUBLIC));

    assertThat(HEX.formatHex(agreed)).isEqualTo(AGREED);
  }

  @Test
  void verifiesTheSignatureOfRfc6979() {
    assertThat(verifies("sample", SIGNATURE)).isTrue();
    assertThat(verifies("simple", SIGNATURE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        // r and s of zero, for which anybody could "sign" where a verifier forgets the range
        "0000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000",
        // r = s = n
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
            + "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        // DER instead of r‖s
        "3045022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
      })
  void refusesWhatIsNoSignature(String signature) {
    assertThat(verifies("sample", signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        // compressed
        "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
        // not on the curve: the last bit of y
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462298",
        // (0, 0)
        "040000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000",
        // the point with x = 5, spelled x + p
        "04ffffffff00000001000000000000000000000001000000000000000000000004"
            + "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc"
      })
  void refusesWhatIsNoPointOfTheCurve(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> P256.publicKey(HEX.parseHex(hex)));
  }

  private static boolean verifies(String message, String signature) {
    return P256.verify(
        point(SIGNER), message.getBytes(StandardCharsets.UTF_8), HEX.parseHex(signature));
  }

  private static ECPublicKey point(String hex) {
    return P256.publicKey(HEX.parseHex(hex));
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.AppProtocol;
import org.motp.tests.screen.SmartPhone;

/**
 * What the app computes, in the browser that computes it, beside published and independent values.
 */
@InHouse
class AppCryptoIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** RFC 6238, appendix B, SHA-1: the last six of the eight digits. */
  private static final Map<Long, String> RFC_6238 =
      Map.of(
          59L, "287082",
          1111111109L, "081804",
          1111111111L, "050471",
          1234567890L, "005924",
          2000000000L, "279037",
          20000000000L, "353130");

  private final SmartPhone phone;

  AppCryptoIT(House house) {
    phone = SmartPhone.bought(house, "en").starts().opensTheApp();
  }

  @AfterEach
  void closePhone() {
    phone.close();
  }

  @Test
  void codesAreThoseOfRfc6238() {
    RFC_6238.forEach(
        (time, code) ->
            assertThat(
                    phone.computes(
                        """
                        async (time) => {
                          const { codeOf, importKey, stepOf } = await import('./totp.js');
                          const key = await importKey(new TextEncoder().encode('12345678901234567890'));
                          return codeOf(key, stepOf(time));
                        }""",
                        (double) time))
                .as("at " + time)
                .isEqualTo(code));
  }

  @Test
  void phoneAgreesWithAnIndependentServerOnKeyAndDigits() throws Exception {
    KeyPair server = AppProtocol.newKeys();
    KeyPair ecdh = AppProtocol.newKeys();
    KeyPair ecdsa = AppProtocol.newKeys();
    byte[] serverKey = AppProtocol.point(server.getPublic());
    byte[] transcript =
        AppProtocol.fields(
            "motp-online-registration-1",
            "https://id.example/realms/公司",
            "F88AC2B6",
            serverKey,
            AppProtocol.point(ecdh.getPublic()),
            AppProtocol.point(ecdsa.getPublic()),
            "小明的 Pixel");
    byte[] agreed = AppProtocol.agree(server.getPrivate(), AppProtocol.point(ecdh.getPublic()));

    JsonNode made =
        JSON.readTree(
            phone.computes(
                """
                async ([serverKey, ecdh, ecdsa, step]) => {
                  const { enrol } = await import('./enrolment.js');
                  const { codeOf } = await import('./totp.js');
                  const { fromBase64url } = await import('./bytes.js');
                  const pair = async (jwk, name, usages) => ({
                    privateKey: await crypto.subtle.importKey(
                        'jwk', jwk, { name, namedCurve: 'P-256' }, false, usages),
                    publicKey: await crypto.subtle.importKey(
                        'jwk', { ...jwk, d: undefined }, { name, namedCurve: 'P-256' }, true,
                        name === 'ECDH' ? [] : ['verify']),
                  });
                  const keys = {
                    agreement: await pair(JSON.parse(ecdh), 'ECDH', ['deriveBits']),
                    signing: await pair(JSON.parse(ecdsa), 'ECDSA', ['sign']),
                  };
                  const { claim, otpKey, confirmation } = await enrol(keys, {
                    issuer: 'https://id.example/realms/公司', serial: 'F88AC2B6',
                    serverKey: fromBase64url(serverKey),
                  }, '小明的 Pixel');
                  return JSON.stringify({
                    claim, confirmation, code: await codeOf(otpKey, step), extractable: otpKey.extractable });
                }""",
                List.of(AppProtocol.base64(serverKey), jwk(ecdh), jwk(ecdsa), 60_000_000.0)));

    assertThat(made.path("confirmation").asText())
        .isEqualTo(AppProtocol.digits(agreed, transcript));
    assertThat(made.path("code").asText())
        .isEqualTo(code(AppProtocol.otpKey(agreed, transcript), 60_000_000));
    assertThat(made.path("extractable").asBoolean()).isFalse();
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(ecdsa.getPublic());
    verifier.update(transcript);
    assertThat(verifier.verify(AppProtocol.bytes(made.path("claim").path("signature").asText())))
        .isTrue();
  }

  @Test
  void keysThatThePhoneKeepsCannotBeReadOut() {
    assertThat(
            phone.computes(
                """
                async () => {
                  const { generateKeys } = await import('./enrolment.js');
                  const { importKey } = await import('./totp.js');
                  const keys = await generateKeys();
                  return [keys.agreement.privateKey, keys.signing.privateKey,
                    await importKey(new Uint8Array(20))].map((key) => key.extractable).join();
                }""",
                null))
        .isEqualTo("false,false,false");
  }

  private static String code(byte[] key, long step) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    ByteBuffer counter = ByteBuffer.allocate(8).putLong(step);
    ByteBuffer result = ByteBuffer.wrap(mac.doFinal(counter.array()));
    int number = result.getInt(result.get(19) & 15) & Integer.MAX_VALUE;
    return "%06d".formatted(number % 1_000_000);
  }

  private static String jwk(KeyPair pair) {
    byte[] point = AppProtocol.point(pair.getPublic());
    byte[] secret = bytes(((ECPrivateKey) pair.getPrivate()).getS());
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}"
        .formatted(
            AppProtocol.base64(Arrays.copyOfRange(point, 1, 33)),
            AppProtocol.base64(Arrays.copyOfRange(point, 33, 65)),
            AppProtocol.base64(secret));
  }

  /** In 32 bytes. */
  private static byte[] bytes(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}

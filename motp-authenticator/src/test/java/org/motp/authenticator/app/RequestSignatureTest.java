package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.app.RequestSignature.Request;
import org.motp.authenticator.crypto.P256;

class RequestSignatureTest {
  private static final String ISSUER = "https://id.example.com/realms/motp";
  private static final String SERIAL = "F88AC2B6";
  private static final long TIME = 1_800_000_000;
  private static final Request REQUEST = request(ISSUER, "PUT", "/api/token/subscription", "{}");

  private final KeyPair phone = P256.generate(new SecureRandom());

  @Test
  void phoneThatSignedTheRequestIsKnown() throws GeneralSecurityException {
    RequestSignature signature = RequestSignature.parse(header(REQUEST, TIME)).orElseThrow();

    assertThat(signature.serial()).isEqualTo(SERIAL);
    assertThat(signature.isOf((ECPublicKey) phone.getPublic(), REQUEST)).isTrue();
  }

  static Stream<Request> others() {
    return Stream.of(
        request("https://id.example.com/realms/other", "PUT", "/api/token/subscription", "{}"),
        request(ISSUER, "DELETE", "/api/token/subscription", "{}"),
        request(ISSUER, "PUT", "/api/token/answers", "{}"),
        request(ISSUER, "PUT", "/api/token/subscription", "{ }"),
        request(ISSUER, "PUT", "/api/token/subscription", ""));
  }

  @ParameterizedTest
  @MethodSource("others")
  void signatureIsWorthNothingForAnotherRequest(Request other) throws GeneralSecurityException {
    RequestSignature signature = RequestSignature.parse(header(REQUEST, TIME)).orElseThrow();

    assertThat(signature.isOf((ECPublicKey) phone.getPublic(), other)).isFalse();
  }

  @Test
  void signatureIsWorthNothingForAnotherSerialOrTimeOrPhone() throws GeneralSecurityException {
    RequestSignature signed = RequestSignature.parse(header(REQUEST, TIME)).orElseThrow();
    ECPublicKey key = (ECPublicKey) phone.getPublic();
    ECPublicKey otherKey = (ECPublicKey) P256.generate(new SecureRandom()).getPublic();

    assertThat(new RequestSignature("00000000", TIME, signed.signature()).isOf(key, REQUEST))
        .isFalse();
    assertThat(new RequestSignature(SERIAL, TIME + 1, signed.signature()).isOf(key, REQUEST))
        .isFalse();
    assertThat(signed.isOf(otherKey, REQUEST)).isFalse();
  }

  @Test
  void requestIsGoodForTwoMinutes() {
    RequestSignature signature = new RequestSignature(SERIAL, TIME, new byte[64]);

    assertThat(signature.isRecent(TIME + 120)).isTrue();
    assertThat(signature.isRecent(TIME - 120)).isTrue();
    assertThat(signature.isRecent(TIME + 121)).isFalse();
    assertThat(signature.isRecent(TIME - 121)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MOTP",
        "Bearer F88AC2B6.1800000000.",
        "MOTP F88AC2B6.1800000000.AAAA",
        "MOTP f88ac2b6.1800000000."
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "MOTP F88AC2B6.99999999999999999999."
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void malformedHeaderIsNone(String header) {
    assertThat(RequestSignature.parse(header)).isEmpty();
  }

  @Test
  void missingHeaderIsNone() {
    assertThat(RequestSignature.parse(null)).isEmpty();
  }

  /** Written after the contract, without the class under test. */
  private String header(Request request, long time) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(phone.getPrivate());
    signer.update(
        new Fields("motp-app-request-1")
            .add(request.issuer())
            .add(SERIAL)
            .add(request.method())
            .add(request.path())
            .add(Long.toString(time))
            .add(MessageDigest.getInstance("SHA-256").digest(request.body()))
            .encoded());
    return "MOTP "
        + SERIAL
        + "."
        + time
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
  }

  private static Request request(String issuer, String method, String path, String body) {
    return new Request(issuer, method, path, body.getBytes(StandardCharsets.UTF_8));
  }
}

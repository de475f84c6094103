package org.motp.authenticator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;
import org.motp.authenticator.app.RequestSignature.Request;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.otp.Totp;

/** Recomputes every value of the example in docs/online-registration.md from its private keys. */
class WorkedExampleTest {
  private static final Path PAGE = Path.of("../docs/online-registration.md");
  private static final Pattern ROW = Pattern.compile("\\| ([^|`]+) \\| `([^`]+)` \\|");
  private static final Map<String, String> EXAMPLE = read();
  private static final Set<String> SEEN = new TreeSet<>();
  private static final HexFormat HEX = HexFormat.of();

  private final ServerKeys server = new ServerKeys(bytes("server private key"));
  private final byte[] transcript =
      claim().transcript(text("issuer"), text("serial"), bytes("server public key"));

  /** As a phone sends it. */
  private static PhoneClaim claim() {
    Map<String, Object> body =
        Map.of(
            "v", 1,
            "code", text("one-time code"),
            "ecdh", base64("phone ECDH public key"),
            "ecdsa", base64("phone ECDSA public key"),
            "name", text("device name"),
            "signature", base64("claim signature"));
    try {
      return PhoneClaim.parse(JsonSerialization.writeValueAsString(body)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void publicKeysBelongToThePrivateOnes() {
    for (String owner : Set.of("server", "phone ECDH", "phone ECDSA")) {
      byte[] probe = owner.getBytes(StandardCharsets.UTF_8);
      byte[] signed = P256.sign(P256.privateKey(bytes(owner + " private key")), probe);
      assertThat(P256.verify(P256.publicKey(bytes(owner + " public key")), probe, signed))
          .as(owner)
          .isTrue();
    }
  }

  @Test
  void pageShowsTheCodeAndTheInitialKey() {
    assertThat(server.code()).isEqualTo(text("one-time code"));
    assertThat(server.initialKey().characters() + " " + text("shown as").charAt(15))
        .isEqualTo(text("initial key"));
    assertThat(server.initialKey().shown()).isEqualTo(text("shown as"));
    assertThat(server.initialKey().lookup()).isEqualTo(text("lookup"));
    assertThat(text("QR code"))
        .isEqualTo(
            AppOffer.address(text("issuer"))
                + "#1."
                + text("serial")
                + "."
                + text("one-time code")
                + "."
                + base64("server public key"));
  }

  @Test
  void phoneSignsTheTranscript() {
    assertThat(HEX.formatHex(transcript)).isEqualTo(text("transcript"));
    assertThat(claim().signed(transcript)).isTrue();
  }

  @Test
  void bothDeriveKeyAndConfirmation() {
    byte[] shared = server.sharedWith(claim().ecdh());
    assertThat(HEX.formatHex(shared)).isEqualTo(text("shared secret"));
    assertThat(
            P256.sharedSecret(
                P256.privateKey(bytes("phone ECDH private key")),
                P256.publicKey(bytes("server public key"))))
        .isEqualTo(shared);
    assertThat(HEX.formatHex(Sha256.of(transcript))).isEqualTo(text("salt"));

    Agreement agreement = Agreement.of(shared, transcript);

    assertThat(HEX.formatHex(agreement.otpKey())).isEqualTo(text("OTP key"));
    assertThat(agreement.confirmation()).isEqualTo(text("confirmation"));
    assertThat(
            Long.remainderUnsigned(
                HexFormat.fromHexDigitsToLong(text("confirmation bytes")), 1_000_000))
        .isEqualTo(Long.parseLong(text("confirmation")));
    assertThat(new Totp(HashAlgorithm.SHA1, 6, 30).code(agreement.otpKey(), 1_800_000_000 / 30))
        .isEqualTo(text("code at 1800000000"));
  }

  @Test
  void requestIsSigned() {
    Request request = new Request(text("issuer"), "GET", "/api/token", new byte[0]);
    RequestSignature signature = RequestSignature.parse(text("Authorization")).orElseThrow();

    assertThat(signature.serial()).isEqualTo(text("serial"));
    assertThat(signature.time()).isEqualTo(1_800_000_000);
    assertThat(HEX.formatHex(signature.signature())).isEqualTo(text("request signature"));
    assertThat(signature.isOf(claim().ecdsa(), request)).isTrue();
    assertThat(P256.verify(claim().ecdsa(), bytes("signed request"), signature.signature()))
        .isTrue();
  }

  @AfterAll
  static void noValueOfTheExampleIsLeftOut() {
    assertThat(SEEN).isEqualTo(EXAMPLE.keySet());
  }

  private static String text(String name) {
    SEEN.add(name);
    return EXAMPLE.get(name);
  }

  private static byte[] bytes(String name) {
    return HEX.parseHex(text(name));
  }

  private static String base64(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(name));
  }

  private static Map<String, String> read() {
    try {
      String page = Files.readString(PAGE);
      Matcher rows = ROW.matcher(page.substring(page.indexOf("## A worked example")));
      Map<String, String> example = new TreeMap<>();
      while (rows.find()) {
        example.put(rows.group(1), rows.group(2));
      }
      return example;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

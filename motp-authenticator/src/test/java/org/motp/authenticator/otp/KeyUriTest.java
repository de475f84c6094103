package org.motp.authenticator.otp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyUriTest {

  private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Totp USUAL = new Totp(HashAlgorithm.SHA1, 6, 30);

  static Stream<JsonNode> oathExamples() {
    return Vectors.at("/provisioning_uris")
        .filter(vector -> vector.get("dialect").asText().startsWith("OATH TOTP"));
  }

  @ParameterizedTest
  @MethodSource("oathExamples")
  void appsReadFromItWhatTheyReadFromTheExamples(JsonNode vector) {
    String example = vector.get("uri").asText();
    String[] label = label(example).split(":", 2);

    String ours = KeyUri.of(USUAL, KEY, label[0], label[1]);

    assertThat(label(ours)).isEqualTo(label(example));
    assertThat(parameters(ours)).isEqualTo(parameters(example));
  }

  @Test
  void usualTokenHasNothingInItsQrCodeThatAppsAssumeAnyway() {
    assertThat(KeyUri.of(USUAL, KEY, "台泥 VPN", "hark.chen"))
        .isEqualTo(
            "otpauth://totp/%E5%8F%B0%E6%B3%A5%20VPN:hark.chen"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%8F%B0%E6%B3%A5%20VPN");
  }

  @Test
  void unusualTokenSaysAllThatIsUnusual() {
    assertThat(KeyUri.of(new Totp(HashAlgorithm.SHA256, 8, 60), KEY, "", "a@b"))
        .isEqualTo(
            "otpauth://totp/a%40b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&algorithm=SHA256&digits=8&period=60");
  }

  @Test
  void counterTokenAlwaysSaysWhereItsCounterStands() {
    Hotp hotp = new Hotp(HashAlgorithm.SHA1, 6);

    assertThat(KeyUri.of(hotp, KEY, 0, "A", "b")).startsWith("otpauth://hotp/A:b?");
    assertThat(KeyUri.of(hotp, KEY, 0, "A", "b")).endsWith("&counter=0");
    assertThat(KeyUri.of(hotp, KEY, -1, "A", "b")).endsWith("&counter=18446744073709551615");
  }

  @Test
  void keysThatDoNotFillTheirLastGroupHaveNoPaddingThatAppsRefuse() {
    assertThat(KeyUri.of(USUAL, new byte[] {1, 2, 3}, "A", "b")).contains("secret=AEBAG&issuer");
  }

  @Test
  void namesCannotSmuggleInAnIssuerOrAParameter() {
    String uri = KeyUri.of(USUAL, KEY, "A: B&secret=X", "c:d?e#f/g%h+i");

    assertThat(label(uri)).isEqualTo("A  B&secret=X:c d?e#f/g%h+i");
    assertThat(parameters(uri))
        .containsEntry("secret", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        .containsEntry("issuer", "A  B&secret=X");
  }

  @Test
  void mobileOtpIsReadByAegisFromThePathAndByStratumFromTheEnd() {
    String uri = KeyUri.ofMobileOtp("E3152AFEE62599C8", "Example", "alice");

    assertThat(uri).isEqualTo("motp:///Example:alice?secret=e3152afee62599c8");
    assertThat(URI.create(uri).getPath()).isEqualTo("/Example:alice");
    Matcher stratum = Pattern.compile("^motp://(.*?):(.*?)\\?secret=(.*)$").matcher(uri);
    assertThat(stratum.matches()).isTrue();
    assertThat(stratum.group(2)).isEqualTo("alice");
    assertThat(stratum.group(3)).isEqualTo("e3152afee62599c8");
  }

  private static String label(String uri) {
    return URI.create(uri).getPath().substring(1);
  }

  /** The parameters as an app sees them: those that are absent have their usual values. */
  private static Map<String, String> parameters(String uri) {
    Map<String, String> parameters =
        new HashMap<>(Map.of("algorithm", "SHA1", "digits", "6", "period", "30"));
    Arrays.stream(URI.create(uri).getRawQuery().split("&"))
        .map(parameter -> parameter.split("=", 2))
        .forEach(
            pair -> parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return parameters;
  }
}

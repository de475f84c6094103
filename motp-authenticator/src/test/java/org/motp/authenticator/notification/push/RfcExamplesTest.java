package org.motp.authenticator.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.motp.authenticator.crypto.P256;

/** The published examples of RFC 8291 section 5 and RFC 8292 section 2.4. */
class RfcExamplesTest {
  private static final Subscription TO =
      Subscription.parse(
          "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
          "BTBZMqHH6r4Tts7J_aSIgg");

  private static final KeyPair SENDER =
      new KeyPair(
          P256.publicKey(
              decode(
                  "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
                      + "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
          P256.privateKey(decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));

  private static final String VAPID_TOKEN =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQi"
          + "LCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxC"
          + "DquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
  private static final String VAPID_KEY =
      "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

  @Test
  void messageEncryptsToThePublishedBytes() {
    byte[] body =
        PushEncryption.encrypt(
            ascii("When I grow up, I want to be a watermelon"),
            TO,
            SENDER,
            decode("DGv6ra1nlYgDCS1FRnbzlw"));
    assertThat(encode(body))
        .isEqualTo(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void twoMessagesHaveNothingInCommon() {
    SecureRandom random = new SecureRandom();
    String one = encode(PushEncryption.encrypt(ascii("{}"), TO, random));
    String other = encode(PushEncryption.encrypt(ascii("{}"), TO, random));
    assertThat(one.substring(0, 20)).isNotEqualTo(other.substring(0, 20));
    assertThat(one.substring(32)).isNotEqualTo(other.substring(32));
  }

  @Test
  void messageThatFitsInNoRecordIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PushEncryption.encrypt(new byte[3994], TO, new SecureRandom()));
  }

  @Test
  void publishedVapidTokenVerifiesAndOursAsksForTheSame() {
    String[] parts = VAPID_TOKEN.split("\\.", -1);
    assertThat(
            P256.verify(
                P256.publicKey(decode(VAPID_KEY)),
                ascii(parts[0] + "." + parts[1]),
                decode(parts[2])))
        .isTrue();

    KeyPair pair = P256.generate(new SecureRandom());
    VapidKey key = new VapidKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
    String header =
        key.authorization(
            URI.create("https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"),
            1_453_523_768,
            "mailto:push@example.com");
    assertThat(header)
        .startsWith("vapid t=" + parts[0] + "." + parts[1] + ".")
        .endsWith(", k=" + encode(P256.point(key.publicKey())));
    String signature = header.substring(header.lastIndexOf('.') + 1, header.indexOf(','));
    assertThat(P256.verify(key.publicKey(), ascii(parts[0] + "." + parts[1]), decode(signature)))
        .isTrue();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] decode(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

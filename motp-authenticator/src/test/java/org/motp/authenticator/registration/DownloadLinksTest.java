package org.motp.authenticator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.userprofile.ValidationException;

class DownloadLinksTest {

  @Test
  void whoConfiguresNothingGetsALinkForEveryPhone() {
    List<Map<String, String>> links = DownloadLinks.page(null);

    assertThat(links)
        .extracting(link -> link.get("platform"))
        .containsExactly("iphone", "android", "nostore");
    assertThat(links).isEqualTo(DownloadLinks.page(config(Map.of())));
    assertThat(links).allSatisfy(link -> assertThat(link.get("url")).startsWith("https://"));
  }

  @Test
  void anEmptyLinkShowsNoTile() {
    assertThat(DownloadLinks.page(config(Map.of("download-nostore", " "))))
        .extracting(link -> link.get("platform"))
        .containsExactly("iphone", "android");
  }

  @Test
  void aPhoneReadsTheConfiguredLinkFromTheQrCode() throws Exception {
    String address = "https://download.example/motp.apk?from=手機";

    Map<String, String> link =
        DownloadLinks.page(config(Map.of("download-android", address))).get(1);

    assertThat(link).containsEntry("url", address);
    assertThat(read(link.get("qr")))
        .isEqualTo("https://download.example/motp.apk?from=%E6%89%8B%E6%A9%9F");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://download.example/",
        "javascript:alert(1)",
        "download.example",
        "https://",
        "https:///motp.apk",
        "https://user@download.example/",
        "https://download.example/a b"
      })
  void aLinkThatIsNoneIsRefusedAndNeverShown(String address) {
    RequiredActionConfigModel config = config(Map.of("download-iphone", address));

    assertThatThrownBy(() -> DownloadLinks.validate(config))
        .isInstanceOfSatisfying(
            ValidationException.class,
            refused ->
                assertThat(refused.getErrors())
                    .singleElement()
                    .satisfies(
                        error -> assertThat(error.getAttribute()).isEqualTo("download-iphone")));
    assertThat(DownloadLinks.page(config))
        .extracting(link -> link.get("platform"))
        .containsExactly("android", "nostore");
  }

  @Test
  void aLinkThatIsTooLongForAScreenIsRefused() {
    RequiredActionConfigModel config =
        config(Map.of("download-iphone", "https://download.example/" + "x".repeat(500)));

    assertThatThrownBy(() -> DownloadLinks.validate(config))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void whatTheConsoleOffersCanBeSaved() {
    Map<String, String> offered = new HashMap<>();
    DownloadLinks.PROPERTIES.forEach(
        property -> offered.put(property.getName(), (String) property.getDefaultValue()));

    assertThat(offered).hasSize(3);
    assertThatCode(() -> DownloadLinks.validate(config(offered))).doesNotThrowAnyException();
    assertThatCode(() -> DownloadLinks.validate(config(Map.of("download-android", ""))))
        .doesNotThrowAnyException();
  }

  private static RequiredActionConfigModel config(Map<String, String> values) {
    RequiredActionConfigModel config = new RequiredActionConfigModel();
    config.setConfig(new HashMap<>(values));
    return config;
  }

  private static String read(String dataUrl) throws Exception {
    byte[] png = Base64.getDecoder().decode(dataUrl.substring(dataUrl.indexOf(',') + 1));
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(png))))))
        .getText();
  }
}

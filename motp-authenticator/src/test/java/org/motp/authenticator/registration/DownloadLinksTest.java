package org.motp.authenticator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;

class DownloadLinksTest {
  private static final Map<String, String> ALL =
      Map.of(
          "download-iphone", "https://download.example/i",
          "download-android", "https://download.example/a",
          "download-nostore", "https://download.example/n");

  private static final Optional<String> NO_APP = Optional.empty();

  @Test
  void ourOwnAppComesFirstWithWhateverElseIsConfigured() {
    Optional<String> own = Optional.of("http://localhost:8080/realms/motp/motp/app/");

    assertThat(DownloadLinks.page(own, null))
        .extracting(link -> link.get("platform"), link -> link.get("url"))
        .containsExactly(tuple("app", own.get()));
    assertThat(DownloadLinks.page(own, config(ALL)))
        .extracting(link -> link.get("platform"))
        .containsExactly("app", "iphone", "android", "nostore");
  }

  @Test
  void everyPhoneGetsTheLinkThatIsConfiguredForIt() {
    assertThat(DownloadLinks.page(NO_APP, config(ALL)))
        .extracting(link -> link.get("platform"), link -> link.get("url"))
        .containsExactly(
            tuple("iphone", "https://download.example/i"),
            tuple("android", "https://download.example/a"),
            tuple("nostore", "https://download.example/n"));
  }

  @Test
  void whatIsNotConfiguredShowsNoTile() {
    assertThat(DownloadLinks.page(NO_APP, null)).isEmpty();
    assertThat(DownloadLinks.page(NO_APP, config(Map.of()))).isEmpty();
    assertThat(DownloadLinks.page(NO_APP, config(with("download-nostore", " "))))
        .extracting(link -> link.get("platform"))
        .containsExactly("iphone", "android");
  }

  @Test
  void aPhoneReadsTheConfiguredLinkFromTheQrCode() throws Exception {
    String address = "https://download.example/motp.apk?from=手機";

    Map<String, String> link =
        DownloadLinks.page(NO_APP, config(with("download-android", address))).get(1);

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
    RequiredActionConfigModel config = config(with("download-iphone", address));

    assertThatThrownBy(() -> DownloadLinks.validate(config))
        .isInstanceOfSatisfying(
            ValidationException.class,
            refused ->
                assertThat(refused.getErrors())
                    .singleElement()
                    .satisfies(
                        error -> assertThat(error.getAttribute()).isEqualTo("download-iphone")));
    assertThat(DownloadLinks.page(NO_APP, config))
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
  void whatIsRightOrEmptyCanBeSaved() {
    assertThatCode(() -> DownloadLinks.validate(config(ALL))).doesNotThrowAnyException();
    assertThatCode(() -> DownloadLinks.validate(config(with("download-android", ""))))
        .doesNotThrowAnyException();
    assertThat(DownloadLinks.PROPERTIES)
        .extracting(ProviderConfigProperty::getName)
        .containsExactlyInAnyOrderElementsOf(ALL.keySet());
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> links = new HashMap<>(ALL);
    links.put(name, value);
    return links;
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

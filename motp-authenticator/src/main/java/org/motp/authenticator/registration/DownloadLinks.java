package org.motp.authenticator.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/**
 * 下載軟體載具: where users get an app. First our own, which this server brings along, then the links
 * that the administrator configured, in the order of the page. The realm file names pages of
 * well-known apps.
 */
final class DownloadLinks {
  /** A QR code of this length can still be read from a screen. */
  private static final int LONGEST = 500;

  /** Needs no store, and so is there for every phone. */
  private static final String OWN_APP = "app";

  private static final List<Link> LINKS =
      List.of(
          new Link(
              "iphone", "Another app for iPhone and iPad", "For example a page of the App Store."),
          new Link("android", "Another app for Android", "For example a page of Google Play."),
          new Link(
              "nostore",
              "Another app for Android without Google Play",
              "For mainland China and wherever else Google Play cannot be reached; best a package on"
                  + " a server of your own."));

  private DownloadLinks() {}

  /** A place to get the app. */
  private record Link(String platform, String label, String help) {
    String name() {
      return "download-" + platform;
    }

    /** Empty if there is to be no such tile. */
    String of(RequiredActionConfigModel config) {
      String configured = config == null ? null : config.getConfigValue(name());
      return configured == null ? "" : configured.strip();
    }

    ProviderConfigProperty property() {
      return new ProviderConfigProperty(
          name(),
          label,
          "The https address that the download page shows as QR code and as text; if empty, the page"
              + " has no such tile. "
              + help,
          ProviderConfigProperty.STRING_TYPE,
          // Keycloak keeps no empty values: with a default, a link could not be taken away.
          null);
    }
  }

  /** What the admin console shows. */
  static final List<ProviderConfigProperty> PROPERTIES =
      LINKS.stream().map(Link::property).toList();

  /**
   * Checks what an administrator is about to save.
   *
   * @throws ValidationException that names the first wrong field
   */
  static void validate(RequiredActionConfigModel config) {
    for (Link link : LINKS) {
      String address = link.of(config);
      if (!address.isEmpty() && !isHttps(address)) {
        throw new ValidationException(
            new ValidationError(RegisterAction.ID, link.name(), "error-invalid-value"));
      }
    }
  }

  /**
   * What the page shows: {@code platform}, {@code url} and {@code qr} (a data: URL) of each.
   *
   * @param ownApp where our own app is, which comes first; empty where it cannot be registered
   */
  static List<Map<String, String>> page(Optional<String> ownApp, RequiredActionConfigModel config) {
    return Stream.concat(
            ownApp.stream().map(address -> tile(OWN_APP, address)),
            LINKS.stream()
                // An imported realm is not checked.
                .filter(link -> isHttps(link.of(config)))
                .map(link -> tile(link.platform(), link.of(config))))
        .toList();
  }

  private static Map<String, String> tile(String platform, String address) {
    return Map.of(
        "platform", platform,
        "url", address,
        // Escaped: QR codes of Keycloak's kind hold Latin letters only.
        "qr", QrCode.dataUrl(URI.create(address).toASCIIString()));
  }

  private static boolean isHttps(String address) {
    try {
      URI uri = new URI(address);
      return "https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && address.length() <= LONGEST;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

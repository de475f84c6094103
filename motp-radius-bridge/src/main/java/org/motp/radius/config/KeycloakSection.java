package org.motp.radius.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.keycloak.TrustedCertificates;

/** The section {@code keycloak}. */
final class KeycloakSection {

  private static final String URL_RIGHT =
      "must be Keycloak's base URL, such as https://id.example.com";

  private KeycloakSection() {}

  static KeycloakSettings read(Settings settings) {
    URI url =
        Optional.of(settings.required("keycloak.url", URL_RIGHT))
            .filter(text -> !text.isEmpty())
            .flatMap(text -> settings.parsed("keycloak.url", text, KeycloakSection::url))
            .orElse(URI.create("https://missing.invalid"));
    if (!settings.flag("keycloak.allow-http", false)
        && "http".equals(url.getScheme())
        && !loopback(url.getHost())) {
      settings.mistake(
          "keycloak.url",
          "\""
              + url
              + "\": http would send passwords in clear; use https,"
              + " or set keycloak.allow-http: true if the network in between is yours alone");
    }
    String realm = settings.parse("keycloak.realm", "motp", KeycloakSection::realm);
    Duration connect =
        settings.duration(
            "keycloak.connect-timeout",
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(4));
    Duration timeout =
        settings.duration(
            "keycloak.timeout",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));
    return new KeycloakSettings(
        url,
        realm,
        settings.text("keycloak.issuer", url + "/realms/" + realm),
        settings.text("keycloak.client-id", "radius-bridge"),
        SecretSource.read(settings, "keycloak.client-secret").orElse("missing"),
        settings.choice(
            "keycloak.client-authentication", KeycloakSettings.Authentication.CLIENT_SECRET_BASIC),
        caFile(settings),
        connect,
        timeout);
  }

  private static Optional<Path> caFile(Settings settings) {
    Optional<Path> file =
        settings
            .text("keycloak.ca-file")
            .flatMap(text -> settings.parsed("keycloak.ca-file", text, Path::of));
    file.ifPresent(
        path -> {
          try {
            TrustedCertificates.read(path);
          } catch (IOException e) {
            settings.mistake("keycloak.ca-file", "\"" + path + "\": " + reason(e));
          }
        });
    return file;
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.FileSystemException
        ? "cannot be read (" + e.getClass().getSimpleName() + ")"
        : e.getMessage();
  }

  private static URI url(String text) {
    URI url;
    try {
      url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(URL_RIGHT, e);
    }
    boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(URL_RIGHT);
    }
    if (url.getPath().contains("/realms/")) {
      throw new IllegalArgumentException(URL_RIGHT + ", without the realm");
    }
    return url;
  }

  private static String realm(String text) {
    if (!text.matches("[A-Za-z0-9._~-]+")) {
      throw new IllegalArgumentException("must be a realm's name of letters, digits and . _ ~ -");
    }
    return text;
  }

  private static boolean loopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}

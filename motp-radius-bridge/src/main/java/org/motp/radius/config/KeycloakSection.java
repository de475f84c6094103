package org.motp.radius.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.tls.TlsSettings;

/** The section {@code keycloak}. */
final class KeycloakSection {

  private static final String URL_RIGHT =
      "must be Keycloak's base URL, such as https://id.example.com";

  private KeycloakSection() {}

  static KeycloakSettings read(Settings settings) {
    List<URI> urls = urls(settings);
    String realm = settings.parse("keycloak.realm", "motp", KeycloakSection::realm);
    TlsSettings tls = IdentitySection.tls(settings);
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
        urls,
        realm,
        settings
            .text("keycloak.issuer")
            .map(List::of)
            .orElseGet(() -> KeycloakSettings.issuers(urls, realm)),
        settings.text("keycloak.client-id", "radius-bridge"),
        IdentitySection.identity(settings, tls),
        tls,
        connect,
        timeout);
  }

  private static List<URI> urls(Settings settings) {
    List<String> texts = settings.list("keycloak.url");
    if (texts.isEmpty()) {
      settings.mistake("keycloak.url", "is missing; " + URL_RIGHT);
    }
    List<URI> urls = new ArrayList<>();
    texts.forEach(
        text -> settings.parsed("keycloak.url", text, KeycloakSection::url).ifPresent(urls::add));
    boolean allowHttp = settings.flag("keycloak.allow-http", false);
    for (URI url : urls) {
      if (!allowHttp && "http".equals(url.getScheme()) && !loopback(url.getHost())) {
        settings.mistake(
            "keycloak.url",
            "\""
                + url
                + "\": http would send passwords in clear; use https,"
                + " or set keycloak.allow-http: true if the network in between is yours alone");
      }
    }
    return urls.stream().distinct().toList();
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

  static String realm(String text) {
    if (!text.matches("[A-Za-z0-9._~-]+")) {
      throw new IllegalArgumentException("must be a realm's name of letters, digits and . _ ~ -");
    }
    return text;
  }

  private static boolean loopback(String host) {
    // Not by its beginning: 127.example.com is somewhere else.
    return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
  }
}

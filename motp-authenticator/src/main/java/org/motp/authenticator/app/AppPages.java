package org.motp.authenticator.app;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.motp.authenticator.app.AppFiles.AppFile;

/**
 * Answers with the app's files. A browser asks each time whether its copy is still the newest one
 * (ETag), and the app's service worker asks for one version or none, so that nobody keeps an old
 * version or gets a mixture of two.
 */
record AppPages(KeycloakSession session) {
  private static final String MANIFEST = "manifest.webmanifest";

  /**
   * Nothing but the app's own files, and no text that becomes HTML or script; the one Trusted Types
   * policy is for the address of the service worker.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types motp-worker";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "Permissions-Policy",
              "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  /**
   * A file of the app.
   *
   * @param version which version it has to be of; null if it may be any
   */
  Response file(String name, String version) {
    if (name.equals(MANIFEST)) {
      return manifest();
    }
    Optional<AppFiles> files = AppFiles.installed();
    if (files.isEmpty()) {
      return plain(
          Response.Status.SERVICE_UNAVAILABLE,
          "motp-app.jar is not in Keycloak's folder \"providers\".");
    }
    return files
        .filter(all -> version == null || version.equals(all.version()))
        .flatMap(all -> all.file(name.isEmpty() ? AppFiles.PAGE : name))
        .map(this::send)
        .orElseGet(() -> plain(Response.Status.NOT_FOUND, "There is no such file."));
  }

  private Response send(AppFile file) {
    boolean compress =
        file.compressed().isPresent() && GZIP.matcher(header("Accept-Encoding")).find();
    String tag = '"' + file.digest() + (compress ? "-gzip" : "") + '"';
    if (header(HttpHeaders.IF_NONE_MATCH).contains(tag)) {
      return withHeaders(Response.notModified()).header(HttpHeaders.ETAG, tag).build();
    }
    Response.ResponseBuilder answer =
        withHeaders(Response.ok(compress ? file.compressed().get() : file.content()))
            .header(HttpHeaders.CONTENT_TYPE, file.type())
            .header(HttpHeaders.ETAG, tag);
    return compress ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").build() : answer.build();
  }

  /** How the app is called on the home screen, and what it looks like there. */
  private Response manifest() {
    return withHeaders(
            Response.ok(
                Map.of(
                    "id", "./",
                    "name", "MOTP · " + Issuer.title(session.getContext().getRealm()),
                    "short_name", "MOTP",
                    "start_url", "./",
                    "scope", "./",
                    "display", "standalone",
                    "background_color", "#f2f6f5",
                    "theme_color", "#00695c",
                    "icons",
                        List.of(
                            icon("icon.svg", "any", "image/svg+xml", "any"),
                            icon("icon-192.png", "192x192", "image/png", "any"),
                            icon("icon-512.png", "512x512", "image/png", "any"),
                            icon("icon-maskable.png", "512x512", "image/png", "maskable")))))
        .header(HttpHeaders.CONTENT_TYPE, "application/manifest+json")
        .build();
  }

  private static Map<String, String> icon(String file, String sizes, String type, String purpose) {
    return Map.of("src", file, "sizes", sizes, "type", type, "purpose", purpose);
  }

  private Response plain(Response.Status status, String text) {
    return withHeaders(Response.status(status).entity(text))
        .header(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .build();
  }

  private Response.ResponseBuilder withHeaders(Response.ResponseBuilder answer) {
    // Keycloak's own headers are for its login pages, and are wider.
    session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
    HEADERS.forEach(answer::header);
    String transport =
        session
            .getContext()
            .getRealm()
            .getBrowserSecurityHeaders()
            .get(BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY.getKey());
    return answer
        .header("Strict-Transport-Security", transport)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept-Encoding");
  }

  private String header(String name) {
    String value = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name);
    return value == null ? "" : value;
  }
}

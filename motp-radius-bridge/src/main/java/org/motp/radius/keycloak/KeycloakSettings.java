package org.motp.radius.keycloak;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.motp.radius.tls.TlsSettings;

/**
 * Where Keycloak is and who we are.
 *
 * @param urls base URLs of one Keycloak, without the realm; the first one is asked first
 * @param issuers who may have issued access tokens
 * @param authentication how the bridge proves who it is
 * @param connectTimeout for a TCP and TLS connection
 * @param timeout for a whole answer, which may be longer than any NAS waits: a late answer is kept
 *     for the request that is sent again
 */
public record KeycloakSettings(
    List<URI> urls,
    String realm,
    List<String> issuers,
    String clientId,
    ClientIdentity authentication,
    TlsSettings tls,
    Duration connectTimeout,
    Duration timeout) {

  private static final String REALMS = "/realms/";

  /** Who issues a realm's tokens if Keycloak's {@code hostname} is what the bridge asks. */
  public static List<String> issuers(List<URI> urls, String realm) {
    return urls.stream().map(url -> url + REALMS + realm).toList();
  }

  /** The same client in another realm of the same Keycloak. */
  public KeycloakSettings ofRealm(String other) {
    String ending = REALMS + realm;
    return new KeycloakSettings(
        urls,
        other,
        issuers.stream()
            .map(
                issuer ->
                    issuer.endsWith(ending)
                        ? issuer.substring(0, issuer.length() - realm.length()) + other
                        : issuer)
            .toList(),
        clientId,
        authentication,
        tls,
        connectTimeout,
        timeout);
  }

  /**
   * What connections to it need, with Java's authorities if none are named.
   *
   * @return empty if all URLs are {@code http}: reading authorities that nobody asks for takes some
   *     megabytes
   * @throws IOException if a file is not good, or Java's authorities cannot be read
   */
  public Optional<SSLContext> tlsContext() throws IOException {
    if (urls.stream().noneMatch(url -> "https".equals(url.getScheme()))) {
      return Optional.empty();
    }
    Optional<SSLContext> own = tls.context();
    try {
      return Optional.of(own.isPresent() ? own.get() : SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("Java's own certificate authorities cannot be read", e);
    }
  }

  /** Who will have issued the tokens that one of the base URLs hands out. */
  String issuer(URI url) {
    return issuers.size() == 1 ? issuers.get(0) : url + REALMS + realm;
  }

  /** Where the realm says about itself what everybody may know, at one of the base URLs. */
  public URI discoveryEndpoint(URI url) {
    return URI.create(url + REALMS + realm + "/.well-known/openid-configuration");
  }

  /** Where tokens are asked for, at one of the base URLs. */
  public URI tokenEndpoint(URI url) {
    return endpoint(url, "token");
  }

  /** Where the realm's public keys are, at one of the base URLs. */
  public URI certificatesEndpoint(URI url) {
    return endpoint(url, "certs");
  }

  /** Where the provider says who was signed out, at one of the base URLs. */
  URI signOutsEndpoint(URI url) {
    return URI.create(url + REALMS + realm + "/motp/sign-outs");
  }

  private URI endpoint(URI url, String name) {
    return URI.create(url + REALMS + realm + "/protocol/openid-connect/" + name);
  }

  @Override
  public String toString() {
    return "client "
        + clientId
        + " of realm "
        + realm
        + " at "
        + urls.stream().map(URI::toString).collect(Collectors.joining(", "));
  }
}

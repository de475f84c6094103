package org.motp.radius.keycloak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Keycloak is and who we are.
 *
 * @param url base URL, without the realm
 * @param issuer who has to have issued access tokens
 * @param authentication how the client secret is sent
 * @param caFile certificates (PEM) to trust instead of Java's
 * @param connectTimeout for a TCP and TLS connection
 * @param timeout for a whole answer, which may be longer than any NAS waits: a late answer is kept
 *     for the request that is sent again
 */
public record KeycloakSettings(
    URI url,
    String realm,
    String issuer,
    String clientId,
    String clientSecret,
    Authentication authentication,
    Optional<Path> caFile,
    Duration connectTimeout,
    Duration timeout) {

  /** How the client secret is sent (RFC 6749 §2.3.1). */
  public enum Authentication {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST
  }

  URI tokenEndpoint() {
    return endpoint("token");
  }

  URI certificatesEndpoint() {
    return endpoint("certs");
  }

  private URI endpoint(String name) {
    return URI.create(url + "/realms/" + realm + "/protocol/openid-connect/" + name);
  }

  @Override
  public String toString() {
    return "client " + clientId + " of realm " + realm + " at " + url;
  }
}

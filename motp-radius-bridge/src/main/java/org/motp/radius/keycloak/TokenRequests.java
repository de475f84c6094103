package org.motp.radius.keycloak;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.motp.radius.http.HttpCall;

/** Prepares questions to the token endpoint of a realm. Safe for use by several threads. */
public final class TokenRequests {

  private final KeycloakSettings settings;
  private final Map<URI, URI> endpoints;
  private final ClientAuthenticator authenticator;

  /**
   * Makes one for a client of a realm.
   *
   * @param clock for the expiry of what the client signs
   */
  public TokenRequests(KeycloakSettings settings, InstantSource clock) {
    this.settings = settings;
    this.endpoints =
        settings.urls().stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), settings::tokenEndpoint));
    this.authenticator =
        new ClientAuthenticator(settings.clientId(), settings.authentication(), clock);
  }

  /**
   * The request for one leg of a login.
   *
   * @param url one of the base URLs
   */
  public HttpCall of(GrantRequest request, URI url) {
    return post(endpoints.get(url), url, DirectGrant.parameters(request));
  }

  /**
   * The question who was signed out.
   *
   * @param after the highest id that is not wanted any more
   * @param url one of the base URLs
   */
  HttpCall signOuts(long after, URI url) {
    return post(
        settings.signOutsEndpoint(url), url, Map.of("after", List.of(String.valueOf(after))));
  }

  private HttpCall post(URI endpoint, URI url, Map<String, List<String>> parameters) {
    Credentials credentials = authenticator.authenticate(settings.issuer(url));
    QueryStringEncoder form = new QueryStringEncoder("");
    add(parameters, form);
    add(credentials.form(), form);
    // What it makes begins with the question mark of a URL.
    String body = form.toString().substring(1);
    return new HttpCall("POST", endpoint, credentials.headers(), body, settings.timeout());
  }

  private static void add(Map<String, List<String>> parameters, QueryStringEncoder form) {
    parameters.forEach((name, values) -> values.forEach(value -> form.addParam(name, value)));
  }
}

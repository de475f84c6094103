package org.motp.radius.keycloak;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.motp.radius.http.HttpCall;
import org.motp.radius.http.HttpReply;
import org.motp.radius.http.HttpTransport;
import org.motp.radius.http.NotSentException;
import org.motp.radius.time.Timing;

/** Asks the token endpoint of a realm. Safe for use by several threads. */
public final class KeycloakClient implements DirectGrants {

  private final KeycloakSettings settings;
  private final HttpTransport http;
  private final ClientAuthentication authentication;
  private final SigningKeys keys;
  private final AccessTokens tokens;
  private final Availability availability;

  /**
   * Makes a client.
   *
   * @param clock for the expiry of tokens
   * @param listener is told when Keycloak goes and comes
   */
  public KeycloakClient(
      KeycloakSettings settings,
      HttpTransport http,
      InstantSource clock,
      Timing timing,
      AvailabilityListener listener) {
    this.settings = settings;
    this.http = http;
    ClientID id = new ClientID(settings.clientId());
    Secret secret = new Secret(settings.clientSecret());
    this.authentication =
        switch (settings.authentication()) {
          case CLIENT_SECRET_BASIC -> new ClientSecretBasic(id, secret);
          case CLIENT_SECRET_POST -> new ClientSecretPost(id, secret);
        };
    this.keys = new SigningKeys(http, settings.certificatesEndpoint(), settings.timeout(), timing);
    this.tokens = new AccessTokens(keys, settings.issuer(), settings.clientId(), clock);
    this.availability = new Availability(timing, listener);
  }

  /**
   * Opens a connection and fetches the realm's keys, so that the first login need not wait for it.
   */
  public void warmUp() {
    var unused = keys.with("").exceptionally(failure -> null);
  }

  @Override
  public CompletionStage<GrantAnswer> ask(GrantRequest request) {
    long sentAt = availability.now();
    return http.send(call(request))
        .thenCompose(this::read)
        .exceptionally(KeycloakClient::unavailable)
        .thenApply(
            answer -> {
              availability.seen(answer, sentAt);
              return answer;
            });
  }

  private HttpCall call(GrantRequest request) {
    HTTPRequest prepared =
        new TokenRequest.Builder(settings.tokenEndpoint(), authentication, new DirectGrant(request))
            .build()
            .toHTTPRequest();
    Map<String, String> headers = new LinkedHashMap<>();
    prepared.getHeaderMap().forEach((name, values) -> headers.put(name, values.get(0)));
    return new HttpCall(
        "POST", settings.tokenEndpoint(), headers, prepared.getBody(), settings.timeout());
  }

  private CompletableFuture<GrantAnswer> read(HttpReply reply) {
    if (reply.status() != 200) {
      return CompletableFuture.completedFuture(AnswerReader.read(reply.status(), reply.body()));
    }
    try {
      String token =
          JSONObjectUtils.getNonBlankString(JSONObjectUtils.parse(reply.body()), "access_token");
      return tokens
          .verify(token)
          .<GrantAnswer>thenApply(GrantAnswer.Granted::new)
          .exceptionally(
              failure ->
                  new GrantAnswer.Untrusted(
                      "the access token is not good: " + cause(failure).getMessage()));
    } catch (ParseException e) {
      return CompletableFuture.completedFuture(
          new GrantAnswer.Untrusted("HTTP 200 without an access token"));
    }
  }

  private static GrantAnswer unavailable(Throwable failure) {
    Throwable cause = cause(failure);
    return new GrantAnswer.Unavailable(
        cause instanceof IOException ? cause.getMessage() : cause.toString(),
        cause instanceof NotSentException);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

package org.motp.radius.keycloak;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.motp.radius.http.HttpCall;
import org.motp.radius.http.HttpReply;
import org.motp.radius.http.HttpTransport;
import org.motp.radius.http.NotSentException;
import org.motp.radius.time.Timing;

/** Asks the token endpoint of a realm. Safe for use by several threads. */
public final class KeycloakClient implements DirectGrants, AutoCloseable {

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final KeycloakSettings settings;
  private final Servers servers;
  private final TokenRequests tokenRequests;
  private final SigningKeys keys;
  private final AccessTokens tokens;
  private final Timing timing;
  private final KeycloakListener listener;
  private final Availability availability;
  private final Breaker breaker;

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
      KeycloakListener listener) {
    this.settings = settings;
    this.timing = timing;
    this.listener = listener;
    this.servers = new Servers(http, settings.urls());
    this.tokenRequests = new TokenRequests(settings, clock);
    this.keys = new SigningKeys(() -> certificates(settings.timeout()), timing);
    this.tokens = new AccessTokens(keys, settings.issuers(), settings.clientId(), clock);
    this.availability = new Availability(listener, timing.nanoTime());
    this.breaker = new Breaker(timing, this::probe, availability);
  }

  /**
   * Opens a connection and fetches the realm's keys, so that the first login need not wait for it,
   * and so that a Keycloak that is not there is noticed before.
   */
  public void warmUp() {
    var unused =
        keys.with("")
            .whenComplete(
                (found, failure) -> {
                  if (failure != null) {
                    breaker.probe();
                  }
                });
  }

  /** The realm's name in Keycloak. */
  public String realm() {
    return settings.realm();
  }

  /** Looks whether Keycloak is there, so that its loss is noticed before somebody logs in. */
  public void look() {
    breaker.probe();
  }

  /** Whether logins are sent to Keycloak: false while nobody answers there. */
  public boolean isAskable() {
    return !breaker.open();
  }

  @Override
  public CompletionStage<GrantAnswer> ask(GrantRequest request) {
    if (breaker.open()) {
      return CompletableFuture.completedFuture(
          new GrantAnswer.Unavailable("Keycloak does not answer: not asked", true));
    }
    long sentAt = timing.nanoTime();
    breaker.asking();
    return servers
        .send(url -> tokenRequests.of(request, url))
        .thenCompose(this::read)
        .exceptionally(KeycloakClient::unavailable)
        .thenApply(answer -> seen(answer, sentAt));
  }

  private GrantAnswer seen(GrantAnswer answer, long sentAt) {
    long now = timing.nanoTime();
    availability.seen(answer, sentAt, now);
    if (!(answer instanceof GrantAnswer.Unavailable unavailable)) {
      breaker.answered();
    } else if (unavailable.connected()) {
      breaker.doubtful();
    } else {
      breaker.unreachable(unavailable.reason());
    }
    listener.asked(answer, Duration.ofNanos(now - sentAt));
    return answer;
  }

  /**
   * Who was signed out. Asked beside the logins: it says nothing about whether they can be asked.
   *
   * @param after the highest id that is not wanted any more
   * @return fails with an {@link IOException} that says why Keycloak does not tell
   */
  public CompletionStage<SignOuts> signOuts(long after) {
    if (breaker.open()) {
      return CompletableFuture.failedFuture(new IOException("Keycloak cannot be asked"));
    }
    return servers
        .send(url -> tokenRequests.signOuts(after, url))
        .thenCompose(KeycloakClient::signOuts);
  }

  private static CompletionStage<SignOuts> signOuts(HttpReply reply) {
    if (reply.status() != 200) {
      return CompletableFuture.failedFuture(
          new IOException(
              "HTTP "
                  + reply.status()
                  + switch (reply.status()) {
                    case 401 -> ": another client secret is expected";
                    case 403 -> ": the client has no attribute motp.trusted-origin=true";
                    case 404 -> ": the provider is older than the bridge";
                    default -> "";
                  }));
    }
    try {
      return CompletableFuture.completedFuture(SignOuts.parse(reply.body()));
    } catch (java.text.ParseException | RuntimeException e) {
      return CompletableFuture.failedFuture(
          new IOException("the list of sign-outs cannot be read", e));
    }
  }

  private CompletionStage<HttpReply> certificates(Duration timeout) {
    return servers.send(url -> HttpCall.get(settings.certificatesEndpoint(url), timeout));
  }

  /** What anybody may ask, and what costs Keycloak nothing. */
  private CompletionStage<Optional<String>> probe() {
    return certificates(PROBE_TIMEOUT)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                return Optional.of(unavailable(failure).reason());
              }
              return response.status() == 200
                  ? Optional.empty()
                  : Optional.of("HTTP " + response.status());
            });
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
                      "the access token is not good: " + Failures.cause(failure).getMessage()));
    } catch (ParseException e) {
      return CompletableFuture.completedFuture(
          new GrantAnswer.Untrusted("HTTP 200 without an access token"));
    }
  }

  private static GrantAnswer.Unavailable unavailable(Throwable failure) {
    Throwable cause = Failures.cause(failure);
    boolean notSent = cause instanceof NotSentException;
    return new GrantAnswer.Unavailable(
        cause instanceof IOException
            ? cause.getMessage()
            : "a defect: " + cause.getClass().getSimpleName(),
        notSent,
        !notSent);
  }

  /** Asks no more by itself. Questions that are open are still answered. */
  @Override
  public void close() {
    breaker.stop();
  }
}

package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The time as Keycloak sees it, and with it everybody in these tests. It runs like the machine's
 * clock and can be put forward, so that nobody waits for a new code or the end of a lock; it never
 * goes back, because used codes do not come back either. Thread-safe.
 */
public final class ServerClock {
  private static final long CODE_SECONDS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Supplier<URI> keycloak;
  private Duration offset = Duration.ZERO;

  ServerClock(Supplier<URI> keycloak) {
    this.keycloak = keycloak;
  }

  public synchronized Instant now() {
    return Instant.now().plus(offset);
  }

  /** How long everybody's present code goes on being shown. */
  public Duration untilNextCode() {
    return Duration.ofSeconds(CODE_SECONDS - now().getEpochSecond() % CODE_SECONDS);
  }

  /** Puts the clock forward by a whole number of seconds. */
  public synchronized void advance(Duration duration) {
    offset = offset.plusSeconds(duration.toSeconds());
    tell();
  }

  /**
   * Does something that has only the machine's clock, such as signing a request in another process.
   */
  public synchronized <T> T atTheMachinesTime(Callable<T> work) throws Exception {
    tell(Duration.ZERO);
    try {
      return work.call();
    } finally {
      tell();
    }
  }

  /** Tells a Keycloak that was started again. */
  synchronized void tell() {
    tell(offset);
  }

  private void tell(Duration ahead) {
    HttpRequest request =
        HttpRequest.newBuilder(keycloak.get().resolve("/realms/master/testing-timeoffset"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"offset\": " + ahead.toSeconds() + "}"))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("Keycloak's clock cannot be moved: HTTP " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

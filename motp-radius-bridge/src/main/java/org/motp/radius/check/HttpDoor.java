package org.motp.radius.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.motp.radius.http.HttpCall;
import org.motp.radius.keycloak.KeycloakSettings;

/**
 * Asks Keycloak one thing after the other, and keeps what the bridge does not need: the headers.
 */
final class HttpDoor {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http;

  HttpDoor(KeycloakSettings settings) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    settings.tls().context().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpCall call) throws IOException, InterruptedException {
    return post(call.uri(), call.headers(), call.body());
  }

  HttpResponse<String> post(URI uri, Map<String, String> headers, String form)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(form));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

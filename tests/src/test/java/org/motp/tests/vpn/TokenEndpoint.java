package org.motp.tests.vpn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.motp.tests.house.Secrets;

/** The password grant, as any client of the realm may ask for it. Immutable and thread-safe. */
public final class TokenEndpoint {
  /** The client that the bridges are. */
  public static final String BRIDGE = "radius-bridge";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI endpoint;
  private final Secrets secrets;
  private final Map<String, String> parameters;

  public TokenEndpoint(URI keycloak, Secrets secrets) {
    this(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        keycloak.resolve("/realms/motp/protocol/openid-connect/token"),
        secrets,
        Map.of("grant_type", "password"));
  }

  private TokenEndpoint(
      HttpClient http, URI endpoint, Secrets secrets, Map<String, String> parameters) {
    this.http = http;
    this.endpoint = endpoint;
    this.secrets = secrets;
    this.parameters = parameters;
  }

  /**
   * An answer of Keycloak.
   *
   * @param body empty object when it is no JSON
   */
  public record Answer(int status, JsonNode body) {
    public String error() {
      return body.path("error").asText();
    }

    public String message() {
      return body.path("message").asText();
    }

    public String mfaToken() {
      return body.path("mfa_token").asText();
    }

    public boolean hasToken() {
      return body.has("access_token") || body.has("id_token") || body.has("refresh_token");
    }
  }

  /** For a confidential client. */
  public TokenEndpoint as(String clientId, String secret) {
    return with("client_id", clientId).with("client_secret", secret);
  }

  /** For a public client. */
  public TokenEndpoint as(String clientId) {
    return with("client_id", clientId);
  }

  /** With one more form parameter. */
  public TokenEndpoint with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new TokenEndpoint(http, endpoint, secrets, Map.copyOf(more));
  }

  /** The first leg: user name and password. */
  public Answer login(String user, String password) {
    return with("username", user).with("password", password).send();
  }

  /** User name, password and code at once. */
  public Answer login(String user, String password, String code) {
    return with("otp", code).login(user, password);
  }

  /** The second leg: the code for an earlier answer. */
  public Answer answer(String user, String mfaToken, String code) {
    return with("username", user).with("mfa_token", mfaToken).with("otp", code).send();
  }

  /** The second leg while the phone is asked: no code. */
  public Answer waits(String user, String mfaToken) {
    return with("username", user).with("mfa_token", mfaToken).send();
  }

  private Answer send() {
    String form =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              ? JSON.readTree(response.body())
              : JSON.createObjectNode();
      Answer answer = new Answer(response.statusCode(), body);
      if (!answer.mfaToken().isEmpty()) {
        secrets.text(answer.mfaToken());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package org.motp.demo;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The few things that an administrator does by Keycloak's REST interface before a realm is used.
 * Thread-safe; signs in for each request, because its tokens live for a minute only.
 */
public final class KeycloakAdmin {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String name;
  private final String password;

  /**
   * @param name of an administrator of the realm {@code master}
   */
  public KeycloakAdmin(URI server, String name, String password) {
    this.server = server;
    this.name = name;
    this.password = password;
  }

  /** The secret that Keycloak made for a client at import. */
  public String clientSecret(String realm, String clientId)
      throws IOException, InterruptedException {
    String clients = "/" + encode(realm) + "/clients";
    JSONValue found = first(get(clients + "?clientId=" + encode(clientId)), clientId);
    String id = ((JSONObject) found).getFieldAsString("id");
    return object(get(clients + "/" + id + "/client-secret")).getFieldAsString("value");
  }

  /**
   * A GET of the admin interface.
   *
   * @param path what follows {@code /admin/realms}, starting with a slash
   * @return the JSON text
   */
  public String get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /**
   * Any request of the admin interface.
   *
   * @param path what follows {@code /admin/realms}, starting with a slash
   * @param json the body, may be empty
   * @return the body of the answer
   * @throws IOException when Keycloak does not answer with a 2xx
   */
  public String send(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", json);
  }

  /**
   * Any request of the admin interface, with a body of any type.
   *
   * @param contentType of the body, such as text/csv
   */
  public String send(String method, String path, String contentType, String content)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/admin/realms" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", contentType)
            .method(
                method,
                content.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(content))
            .build();
    return body(request, method + " " + path);
  }

  private String token() throws IOException, InterruptedException {
    String form =
        "grant_type=password&client_id=admin-cli&username="
            + encode(name)
            + "&password="
            + encode(password);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/realms/master/protocol/openid-connect/token"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return object(body(request, "The administrator's login")).getFieldAsString("access_token");
  }

  private String body(HttpRequest request, String what) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw new IOException(what + " is answered with HTTP " + response.statusCode());
    }
    return response.body();
  }

  private static JSONValue first(String array, String what) throws IOException {
    return object("{\"all\":" + array + "}").getFieldAsArray("all").stream()
        .findFirst()
        .orElseThrow(() -> new IOException("Keycloak knows no " + what));
  }

  private static JSONObject object(String json) throws IOException {
    try {
      return new JSONObject(json);
    } catch (JSONException e) {
      throw new IOException("Keycloak's answer is no JSON: " + e.getMessage(), e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package org.motp.tests.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookieStore;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.motp.tests.house.House;
import org.motp.tests.house.Secrets;

/**
 * A browser without a screen: it has cookies of its own, follows redirects and sends forms. It
 * opens Keycloak's account console, as an employee who was told to register does.
 */
public final class WebSession {
  private static final String CLIENT = "account-console";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String language;
  private final URI realm;
  private final URI account;
  private final String verifier;
  private final HttpClient http;

  /**
   * @param language what the browser prefers, such as zh-TW
   */
  public WebSession(House house, String language) {
    this(house, language, "motp");
  }

  /** The same in another realm. */
  public WebSession(House house, String language, String realm) {
    this(house.url(), realm, house.secrets(), language);
  }

  /**
   * @param keycloak its base URL
   * @param language what the browser prefers, such as zh-TW
   */
  public WebSession(URI keycloak, Secrets secrets, String language) {
    this(keycloak, "motp", secrets, language);
  }

  private WebSession(URI keycloak, String realm, Secrets secrets, String language) {
    this.language = language;
    this.realm = keycloak.resolve("/realms/" + realm + "/");
    this.account = this.realm.resolve("account/");
    this.verifier = secrets.random() + secrets.random();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager(new LoopbackCookies(), null))
            .build();
  }

  /** The account console's address, which asks for a login. */
  public WebPage open() {
    return open(Map.of());
  }

  /** The same for an application-initiated action. */
  public WebPage openAction(String action) {
    return open(Map.of("kc_action", action));
  }

  private WebPage open(Map<String, String> more) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", CLIENT);
    query.put("redirect_uri", account.toString());
    query.put("response_type", "code");
    query.put("scope", "openid");
    query.put("state", new SecureRandom().nextLong() + "");
    query.put("code_challenge", challenge());
    query.put("code_challenge_method", "S256");
    query.putAll(more);
    return get(realm.resolve("protocol/openid-connect/auth?" + encode(query)));
  }

  /** Follows a link from elsewhere, such as a mail. */
  public WebPage open(URI link) {
    return get(link);
  }

  WebPage get(URI uri) {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  WebPage post(URI uri, Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
  }

  public JsonNode ask(URI uri) {
    return read(exchange(HttpRequest.newBuilder(uri).header("Accept", "application/json")).body());
  }

  private WebPage send(HttpRequest.Builder request) {
    HttpResponse<String> response =
        exchange(request.header("Accept-Language", language).header("Accept", "text/html"));
    return new WebPage(
        this,
        response.statusCode(),
        response.uri(),
        Jsoup.parse(response.body(), response.uri().toString()));
  }

  /** The access token of the account console after a login that ended on this page. */
  public String accessToken(WebPage arrived) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "redirect_uri",
            account.toString(),
            "code",
            arrived.authorizationCode(),
            "code_verifier",
            verifier);
    HttpResponse<String> response =
        exchange(
            HttpRequest.newBuilder(realm.resolve("protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    return read(response.body()).path("access_token").asText();
  }

  /** The user's credentials as the account console gets them. */
  public JsonNode credentials(String accessToken) {
    return read(
        exchange(
                HttpRequest.newBuilder(account.resolve("credentials"))
                    .header("Authorization", "Bearer " + accessToken)
                    .header("Accept", "application/json"))
            .body());
  }

  /** Deletes a credential as a hand-written client of the account console may try; the status. */
  public int deleteCredential(String accessToken, String id) {
    return exchange(
            HttpRequest.newBuilder(account.resolve("credentials/" + id))
                .header("Authorization", "Bearer " + accessToken)
                .DELETE())
        .statusCode();
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Browsers send Secure cookies to http://localhost too; Java's cookie store does not. */
  private static final class LoopbackCookies implements CookieStore {
    private final CookieStore store = new CookieManager().getCookieStore();

    @Override
    public void add(URI uri, HttpCookie cookie) {
      cookie.setSecure(false);
      store.add(uri, cookie);
    }

    @Override
    public List<HttpCookie> get(URI uri) {
      return store.get(uri);
    }

    @Override
    public List<HttpCookie> getCookies() {
      return store.getCookies();
    }

    @Override
    public List<URI> getURIs() {
      return store.getURIs();
    }

    @Override
    public boolean remove(URI uri, HttpCookie cookie) {
      return store.remove(uri, cookie);
    }

    @Override
    public boolean removeAll() {
      return store.removeAll();
    }
  }
}

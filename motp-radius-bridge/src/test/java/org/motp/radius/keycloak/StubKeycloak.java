package org.motp.radius.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.motp.radius.tls.TlsSettings;

/**
 * The token endpoint and the keys of a realm over real HTTP, with the protocol of the two legs: the
 * user {@code hark.chen} with the password {@code correct horse} and the code {@code 123456}, or
 * any other answer that a test prepares.
 */
public final class StubKeycloak implements AutoCloseable {

  /** What goes back to the bridge. */
  public record Response(int status, String body) {}

  /** Decides on a request, given its form parameters. */
  @FunctionalInterface
  public interface Behaviour {
    Response answer(Map<String, String> form);
  }

  private static final RSAKey KEY = newKey("first");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> subjects = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> handles = new ConcurrentHashMap<>();
  private final AtomicInteger handleCount = new AtomicInteger();
  private final AtomicInteger keyFetches = new AtomicInteger();
  private volatile Behaviour behaviour = this::protocol;
  private volatile RSAKey key = KEY;

  private StubKeycloak(int port, SSLContext tls) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      server = tls == null ? HttpServer.create(address, 500) : secured(address, tls);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/realms/motp/protocol/openid-connect/token", this::token);
    server.createContext("/realms/motp/protocol/openid-connect/certs", this::certificates);
    server.createContext(
        "/realms/motp/.well-known/openid-configuration",
        exchange -> send(exchange, new Response(200, "{\"issuer\":\"" + issuer() + "\"}")));
    server.start();
  }

  private static HttpServer secured(InetSocketAddress address, SSLContext tls) throws IOException {
    HttpsServer https = HttpsServer.create(address, 500);
    https.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters asking = tls.getDefaultSSLParameters();
            asking.setWantClientAuth(true);
            parameters.setSSLParameters(asking);
          }
        });
    return https;
  }

  public static StubKeycloak start() {
    return new StubKeycloak(0, null);
  }

  /** At {@code https://localhost}; asks for a certificate, and does without. */
  public static StubKeycloak start(SSLContext tls) {
    return new StubKeycloak(0, tls);
  }

  /** Starts on the port of one that was stopped. */
  public static StubKeycloak startAgain(URI url) {
    return new StubKeycloak(url.getPort(), null);
  }

  public URI url() {
    String host = server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:";
    return URI.create(host + server.getAddress().getPort());
  }

  public KeycloakSettings settings() {
    return new KeycloakSettings(
        List.of(url()),
        "motp",
        List.of(issuer()),
        "radius-bridge",
        new ClientIdentity.Secret("stub-client-secret", false),
        TlsSettings.DEFAULT,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5));
  }

  public String issuer() {
    return url() + "/realms/motp";
  }

  public void answer(Behaviour other) {
    behaviour = other;
  }

  public void answer(int status, String body) {
    behaviour = form -> new Response(status, body);
  }

  /** The forms of all token requests so far. */
  public List<Map<String, String>> requests() {
    return requests;
  }

  public List<String> authorizations() {
    return authorizations;
  }

  /** Whose certificates the token requests came with. */
  public List<String> subjects() {
    return subjects;
  }

  public int keyFetches() {
    return keyFetches.get();
  }

  /** Signs with another key from now on, and publishes it. */
  public void rotateKey() {
    key = newKey("second");
  }

  public Response granted() {
    return granted(claims());
  }

  public Response granted(JWTClaimsSet claims) {
    return granted(claims, key);
  }

  public static Response granted(JWTClaimsSet claims, RSAKey signer) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(signer));
      return new Response(
          200, "{\"access_token\":\"" + token.serialize() + "\",\"token_type\":\"Bearer\"}");
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .claim("azp", "radius-bridge")
        .claim("preferred_username", "hark.chen")
        .claim("groups", List.of("vpn-users", "研發部"))
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        .build();
  }

  /** The protocol as the provider speaks it. */
  public Response protocol(Map<String, String> form) {
    if (!"hark.chen".equals(form.get("username"))) {
      return refused();
    }
    String handle = form.get("mfa_token");
    if (handle == null) {
      if (!"correct horse".equals(form.get("password"))) {
        return refused();
      }
      return form.containsKey("otp") ? decided(form.get("otp")) : challenge(1);
    }
    Integer round = handles.remove(handle);
    if (round == null) {
      return refused();
    }
    if ("123456".equals(form.get("otp"))) {
      return granted();
    }
    return round < 3 ? challenge(round + 1) : refused();
  }

  private Response decided(String code) {
    return "123456".equals(code) ? granted() : refused();
  }

  public static Response refused() {
    return new Response(
        401, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}");
  }

  private Response challenge(int round) {
    String handle = "handle-" + handleCount.incrementAndGet();
    handles.put(handle, round);
    return new Response(
        400,
        "{\"error\":\"mfa_required\",\"mfa_token\":\""
            + handle
            + "\",\"expires_in\":120,\"message\":\"請輸入動態密碼\"}");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** For load tests by hand: runs until killed, and prints its URL. */
  public static void main(String[] arguments) throws InterruptedException {
    try (StubKeycloak stub = start()) {
      Response accept =
          stub.granted(
              new JWTClaimsSet.Builder(stub.claims())
                  .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
                  .build());
      Response challenge = stub.challenge(1);
      if (arguments.length > 0) {
        stub.answer(form -> form.containsKey("password") ? challenge : accept);
      }
      System.out.println(stub.url());
      Thread.currentThread().join();
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form =
        Arrays.stream(body.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    requests.add(form);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (exchange instanceof HttpsExchange secured) {
      subjects.add(subject(secured));
    }
    if (form.containsKey("motp_request_id")) {
      exchange.getResponseHeaders().set("Motp-Request-Id", form.get("motp_request_id"));
    }
    send(exchange, behaviour.answer(form));
  }

  private static String subject(HttpsExchange exchange) {
    try {
      return exchange.getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  private void certificates(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    send(exchange, new Response(200, new JWKSet(key.toPublicJWK()).toString()));
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (response.status() >= 300 && response.status() < 400) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.motp.radius.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.motp.radius.keycloak.StubKeycloak;
import org.motp.radius.management.AdminClient;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.SharedSecret;

/** What monitoring and administrators learn from a running bridge. */
@Timeout(120)
class ManagementTest {

  private static final String SECRET = "a-secret-for-this-test";
  private static final Pattern METRIC = Pattern.compile("\\b(motp_radius|jvm|process)_[a-z_]+");

  @TempDir private Path directory;

  private StubKeycloak stub = StubKeycloak.start();
  private ServeProcess bridge;

  @BeforeEach
  void start() throws IOException {
    bridge =
        ServeProcess.start(
            directory,
            """
            listen: 127.0.0.1:0
            keycloak: {url: "%s", client-secret: stub-client-secret}
            clients:
              - {name: taipei, address: 127.0.0.0/8, secret: %s}
            times: {reject-delay: 50ms}
            management:
              listen: 127.0.0.1:0
              token-file: %s
            """
                .formatted(stub.url(), SECRET, tokenFile()));
  }

  @AfterEach
  void stop() {
    bridge.close();
    stub.close();
  }

  @Test
  void everyLoginIsCountedByClientCodeAndReason() throws Exception {
    Packet challenge = ask(SECRET, "hark.chen", "correct horse");
    await()
        .untilAsserted(() -> assertThat(bridge.metric("motp_radius_challenges_open")).isEqualTo(1));
    ask(SECRET, "hark.chen", "123456", challenge.first(AttributeType.STATE).orElseThrow());
    ask(SECRET, "nobody-knows-me", "x");
    assertThatThrownBy(() -> ask("some-other-secret-here", "hark.chen", "x"))
        .isInstanceOf(NasSimulator.NoReplyException.class);

    await()
        .untilAsserted(
            () -> assertThat(bridge.metric(requests("reject", "invalid_grant"))).isEqualTo(1));
    assertThat(bridge.metric(requests("challenge", "code wanted"))).isEqualTo(1);
    assertThat(bridge.metric(requests("accept", "granted"))).isEqualTo(1);
    assertThat(bridge.metric("motp_radius_challenges_open")).isZero();
    assertThat(
            bridge.metric(
                "motp_radius_dropped_total{client=\"taipei\",reason=\"wrong_signature\"}"))
        .isEqualTo(1);
    assertThat(bridge.metric("motp_radius_request_seconds_count{outcome=\"accept\"}")).isEqualTo(1);
    assertThat(bridge.metric("motp_radius_request_seconds_bucket{outcome=\"accept\",le=\"5.0\"}"))
        .isEqualTo(1);
    assertThat(
            bridge.metric("motp_radius_keycloak_seconds_count{answer=\"granted\",realm=\"motp\"}"))
        .isEqualTo(1);
    assertThat(bridge.metric("motp_radius_client_last_packet_timestamp_seconds{client=\"taipei\"}"))
        .isBetween(Instant.now().getEpochSecond() - 60.0, Instant.now().getEpochSecond() + 1.0);
    assertThat(bridge.get("/metrics").body())
        .doesNotContain("hark", "nobody-knows-me", "127.0.0.1", SECRET);
  }

  @Test
  void everyMetricThatTheDashboardAndTheAlertsNameIsThere() throws Exception {
    ask(SECRET, "hark.chen", "correct horse");
    assertThatThrownBy(() -> ask("some-other-secret-here", "hark.chen", "x"))
        .isInstanceOf(NasSimulator.NoReplyException.class);
    String metrics = bridge.get("/metrics").body();
    Set<String> there =
        metrics
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    for (String file : List.of("grafana/motp-radius-bridge.json", "prometheus/alerts.yaml")) {
      String text = Files.readString(Path.of("../deploy").resolve(file));
      Set<String> named =
          METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
      assertThat(named).as(file).hasSizeGreaterThan(5);
      assertThat(there).as("named in " + file).containsAll(named);
    }
  }

  @Test
  void readinessFollowsKeycloakAndLivenessDoesNot() throws Exception {
    assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(bridge.get("/health/ready").statusCode()).isEqualTo(200);
    URI url = stub.url();
    stub.close();
    assertThatThrownBy(() -> ask(SECRET, "hark.chen", "correct horse"))
        .isInstanceOf(NasSimulator.NoReplyException.class);
    assertThat(bridge.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(bridge.get("/health/ready").body())
        .isEqualTo("{\"status\":\"DOWN\",\"checks\":{\"sockets\":true,\"keycloak\":false}}\n");
    assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(bridge.metric("motp_radius_keycloak_breaker_open{realm=\"motp\"}")).isEqualTo(1);
    assertThat(bridge.metric("motp_radius_keycloak_up{realm=\"motp\"}")).isZero();

    stub = StubKeycloak.startAgain(url);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> bridge.get("/health/ready").statusCode() == 200);
    assertThat(bridge.metric("motp_radius_keycloak_breaker_open{realm=\"motp\"}")).isZero();
    assertThat(bridge.metric("motp_radius_keycloak_up{realm=\"motp\"}")).isEqualTo(1);
  }

  @Test
  void aKeycloakThatIsGoneShowsBeforeSomebodyCannotLogIn() throws Exception {
    stub.close();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> bridge.get("/health/ready").statusCode() == 503);
    assertThat(bridge.metric("motp_radius_keycloak_up{realm=\"motp\"}")).isZero();
  }

  @Test
  void commandsAreTakenOnlyFromWhoeverCanReadTheFile() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile())))
        .isEqualTo("rw-------");
    assertThat(new AdminClient(bridge.management(), tokenFile()).run("reload", List.of()))
        .isEqualTo("reloaded\n");
    Path guess = Files.writeString(directory.resolve("guess"), "guess");
    assertThatThrownBy(() -> new AdminClient(bridge.management(), guess).run("reload", List.of()))
        .hasMessageContaining("is it another one?");
    HttpResponse<String> without =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(bridge.uri("/admin/reload"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(without.statusCode()).isEqualTo(403);
    assertThatThrownBy(
            () -> new AdminClient(bridge.management(), tokenFile()).run("shutdown", List.of()))
        .hasMessageContaining("no such command");
    assertThat(bridge.output()).doesNotContain(Files.readString(tokenFile()));
  }

  @Test
  void everythingElseIsNotThere() throws Exception {
    assertThat(bridge.get("/").statusCode()).isEqualTo(404);
    assertThat(bridge.get("/metrics/x").statusCode()).isEqualTo(404);
    assertThat(bridge.get("/health").statusCode()).isEqualTo(404);
  }

  private static String requests(String outcome, String reason) {
    return "motp_radius_requests_total{client=\"taipei\",outcome=\"%s\",reason=\"%s\"}"
        .formatted(outcome, reason);
  }

  private Path tokenFile() {
    return directory.resolve("admin-token");
  }

  private Packet ask(String secret, String user, String password, Attribute... more)
      throws Exception {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, user));
    attributes.addAll(Arrays.asList(more));
    try (NasSimulator nas =
        new NasSimulator(bridge.radius(), new SharedSecret(secret), Duration.ofSeconds(2), 1)) {
      return nas.ask(attributes, password.getBytes(StandardCharsets.UTF_8));
    }
  }
}

package org.motp.authenticator.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.motp.authenticator.notification.push.Delivery.Outcome;

/** What is made of what a push service says, or does not say. */
@Timeout(30)
class PushSenderTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CloseableHttpClient client = HttpClients.createDefault();
  private final PushSender sender =
      new PushSender(InetAddress::getAllByName, Duration.ofMillis(500));
  private HttpServer server;

  /** Answers one request. */
  private interface Service {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private Service service = exchange -> exchange.sendResponseHeaders(201, -1);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            service.answer(exchange);
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.close();
    sender.close();
  }

  private Delivery send() {
    return send(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/abc"), true);
  }

  private Delivery send(URI endpoint, boolean own) {
    return sender.send(
        client, new PushSender.Message(endpoint, own, "vapid t=t, k=k", 60, new byte[10]));
  }

  @ParameterizedTest
  @CsvSource({
    "200, TAKEN",
    "201, TAKEN",
    "202, TAKEN",
    "404, GONE",
    "410, GONE",
    "429, LATER",
    "500, LATER",
    "503, LATER",
    "302, REFUSED",
    "303, REFUSED",
    "307, REFUSED",
    "400, REFUSED",
    "401, REFUSED",
    "403, REFUSED",
    "413, REFUSED"
  })
  void eachStatusHasItsConsequence(int status, Outcome outcome) {
    service =
        exchange -> {
          exchange.getResponseHeaders().add("Location", exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(status, -1);
        };
    assertThat(send().outcome()).isEqualTo(outcome);
    assertThat(requests).as("no redirect is followed").hasValue(1);
  }

  @Test
  void endpointIsInNoReasonForTheLog() {
    service = exchange -> exchange.sendResponseHeaders(400, -1);
    assertThat(send().reason()).isEqualTo("127.0.0.1 answers 400");
  }

  @Test
  void serviceThatNeverAnswersIsGivenUp() {
    service = exchange -> end.await();
    Delivery delivery = send();
    assertThat(delivery.outcome()).isEqualTo(Outcome.LATER);
  }

  @Test
  void serviceThatAnswersByTheDropIsGivenUp() {
    service =
        exchange -> {
          exchange.sendResponseHeaders(201, 1000);
          for (int i = 0; i < 1000 && !end.await(100, TimeUnit.MILLISECONDS); i++) {
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
          }
        };
    long started = System.nanoTime();
    send();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void serviceThatIsNotThereIsAskedLater() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThat(send(URI.create("http://127.0.0.1:" + port + "/abc"), true).outcome())
        .isEqualTo(Outcome.LATER);
  }

  @Test
  void nameThatLeadsIntoTheCompanysNetworkIsNotFollowed() {
    URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort() + "/abc");
    assertThat(send(endpoint, false).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(requests).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "::ffff:10.0.0.1"
      })
  void addressesThatAreNobodysOutsideArePrivate(String address) throws UnknownHostException {
    assertThat(PushSender.isPrivate(InetAddress.getAllByName(address)[0])).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"142.250.1.1", "100.128.0.1", "172.32.0.1", "2a00:1450:4001::1"})
  void addressesOfTheInternetAreNot(String address) throws UnknownHostException {
    assertThat(PushSender.isPrivate(InetAddress.getAllByName(address)[0])).isFalse();
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertThat(PushSender.retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
    assertThat(PushSender.retryAfter(date))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
    assertThat(PushSender.retryAfter("Thu, 01 Jan 1970 00:00:00 GMT")).isEqualTo(Duration.ZERO);
    assertThat(PushSender.retryAfter("soon")).isNull();
    assertThat(PushSender.retryAfter("-1")).isNull();
  }

  @Test
  void serviceSaysWhenItWantsToBeAskedAgain() {
    service =
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.sendResponseHeaders(429, -1);
        };
    assertThat(send().retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }
}

package org.motp.radius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyHttpTransportTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final NettyHttpTransport http =
      new NettyHttpTransport(loops, Duration.ofMillis(500), Optional.of(javasOwn()));
  private final ServerSocket server = listen();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws IOException {
    http.close();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    server.close();
  }

  @Test
  void oneConnectionServesOneRequestAfterTheOther() {
    answerEach(OK);
    for (int i = 0; i < 3; i++) {
      assertThat(send("/token").body()).isEqualTo("ok");
    }
    assertThat(connections).hasValue(1);
  }

  @Test
  void aNameIsLookedUpAndSaidInTheHostHeader() {
    answerEach(OK);
    http.send(call(URI.create("http://localhost:" + server.getLocalPort() + "/a?b=%20c")))
        .toCompletableFuture()
        .join();
    assertThat(heads.get(0)).startsWith("POST /a?b=%20c HTTP/1.1");
    assertThat(heads.get(0).toLowerCase(java.util.Locale.ROOT))
        .contains("host: localhost:" + server.getLocalPort(), "content-length: 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void aConnectionThatTheServerEndsIsNotUsedAgain(String answer) {
    answerEach(answer);
    send("/token");
    send("/token");
    assertThat(connections).hasValue(2);
  }

  @Test
  void aHintBeforeTheAnswerIsNoAnswer() {
    answerEach("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK);
    assertThat(send("/token").status()).isEqualTo(200);
  }

  @Test
  void whatCannotHaveArrivedMaySafelyBeSentElsewhere() throws IOException {
    int nobody;
    try (ServerSocket closed = listen()) {
      nobody = closed.getLocalPort();
    }
    assertThat(failure("http://127.0.0.1:" + nobody)).isInstanceOf(NotSentException.class);
    assertThat(failure("http://no-such-host.invalid")).isInstanceOf(NotSentException.class);
    answerEach(OK);
    assertThat(failure("https://127.0.0.1:" + server.getLocalPort()))
        .as("a server without TLS")
        .isInstanceOf(NotSentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf", "rubbish\r\n\r\n"})
  void whatMayHaveArrivedMustNotBeSentAgain(String cutShort) {
    answerOnceAndClose(cutShort);
    assertThat(failure(url())).isExactlyInstanceOf(IOException.class);
  }

  @Test
  void anAnswerThatDoesNotComeEndsTheWait() {
    answerEach("");
    assertThat(failure(url()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no answer in time");
  }

  @Test
  void beyondTheMostConnectionsARequestWaitsItsTurn() {
    NettyHttpTransport narrow =
        new NettyHttpTransport(loops, 1, Duration.ofMillis(500), Optional.empty());
    answerEach(OK);
    CompletableFuture<?>[] many =
        Stream.generate(() -> narrow.send(call(URI.create(url()))).toCompletableFuture())
            .limit(20)
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(many).join();
    assertThat(connections).hasValue(1);
  }

  @Test
  void whoWaitsForAConnectionInVainHasCertainlyNotAsked() {
    NettyHttpTransport narrow =
        new NettyHttpTransport(loops, 1, Duration.ofMillis(500), Optional.empty());
    answerEach("");
    var first = narrow.send(call(URI.create(url()))).toCompletableFuture();
    var second = narrow.send(call(URI.create(url()), Duration.ofMillis(200))).toCompletableFuture();
    assertThat(catchThrowable(first::join).getCause()).isExactlyInstanceOf(IOException.class);
    assertThat(catchThrowable(second::join).getCause()).isInstanceOf(NotSentException.class);
  }

  @Test
  void aConnectionThatBreaksMakesRoomForAnother() {
    NettyHttpTransport narrow =
        new NettyHttpTransport(loops, 1, Duration.ofMillis(500), Optional.empty());
    answerOnceAndClose("rubbish\r\n\r\n");
    for (int i = 0; i < 3; i++) {
      var answer = narrow.send(call(URI.create(url()))).toCompletableFuture();
      assertThat(catchThrowable(answer::join).getCause()).isExactlyInstanceOf(IOException.class);
    }
    assertThat(connections).hasValue(3);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private HttpReply send(String path) {
    return http.send(call(URI.create(url() + path))).toCompletableFuture().join();
  }

  private Throwable failure(String url) {
    Throwable thrown =
        catchThrowable(() -> http.send(call(URI.create(url))).toCompletableFuture().join());
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return thrown.getCause();
  }

  private static HttpCall call(URI uri) {
    return call(uri, Duration.ofSeconds(2));
  }

  private static HttpCall call(URI uri, Duration timeout) {
    return new HttpCall("POST", uri, Map.of("Authorization", "Basic x"), "a=b&c=", timeout);
  }

  private void answerEach(String answer) {
    serve(answer, false);
  }

  private void answerOnceAndClose(String answer) {
    serve(answer, true);
  }

  private void serve(String answer, boolean once) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  connections.incrementAndGet();
                  talk(socket, answer, once);
                } catch (IOException e) {
                  // The client has gone.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void talk(Socket socket, String answer, boolean once) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    do {
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      in.skip(6);
      heads.add(head.toString());
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    } while (!once && !answer.contains("close") && !answer.contains("1.0"));
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SSLContext javasOwn() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

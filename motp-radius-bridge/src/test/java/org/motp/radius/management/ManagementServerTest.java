package org.motp.radius.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

  private final List<Socket> sockets = new ArrayList<>();
  private ManagementServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        ManagementServer.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            () -> new Health(true, true),
            () -> "",
            Map.of());
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  /** Whoever asks whether the bridge lives, and gets no answer, would start it anew. */
  @Test
  void somebodyWhoNeverFinishesTheQuestionKeepsNobodyFromBeingAnswered() throws Exception {
    for (int i = 0; i < 10; i++) {
      Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
      sockets.add(socket);
      socket.getOutputStream().write("GET /health/li".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:" + server.address().getPort() + "/health/live"))
                    .timeout(Duration.ofSeconds(40))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("UP\n");
  }
}

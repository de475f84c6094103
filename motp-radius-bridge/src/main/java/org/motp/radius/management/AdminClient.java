package org.motp.radius.management;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Gives a command to the bridge that runs on this machine. */
public final class AdminClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final InetSocketAddress address;
  private final Path tokenFile;

  /**
   * Makes a client.
   *
   * @param address where the bridge listens for management
   * @param tokenFile what the bridge has written at its start
   */
  public AdminClient(InetSocketAddress address, Path tokenFile) {
    this.address = address;
    this.tokenFile = tokenFile;
  }

  /**
   * Gives a command and waits for its end.
   *
   * @return what the bridge says about it
   * @throws IOException if the bridge cannot be asked or refuses; the message says why
   */
  public String run(String command, List<String> arguments)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(command))
            .timeout(TIMEOUT)
            .header("Authorization", AdminToken.header(tokenFile))
            .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", arguments)))
            .build();
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 403 ->
          throw new IOException(
              "the bridge at " + address + " did not write " + tokenFile + "; is it another one?");
      default -> throw new IOException(response.body().strip());
    };
  }

  private URI uri(String command) {
    InetAddress host =
        address.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : address.getAddress();
    String name = host.getHostAddress();
    return URI.create(
        "http://"
            + (name.contains(":") ? "[" + name + "]" : name)
            + ":"
            + address.getPort()
            + "/admin/"
            + command);
  }
}

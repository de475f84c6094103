package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.motp.demo.BridgeProcess;

/**
 * A bridge, where it listens, and what it writes.
 *
 * @param log everything that it wrote, over all its starts
 * @param port the UDP port on the loopback address
 */
public record Bridge(BridgeProcess process, Path log, int port, String radiusSecret) {
  private static final Pattern MANAGEMENT =
      Pattern.compile("health and metrics at /127\\.0\\.0\\.1:(\\d+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** How many lines it has written that contain this. */
  public long lines(String text) {
    return allLines().stream().filter(line -> line.contains(text)).count();
  }

  /** All its lines so far. */
  public List<String> allLines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its port for health and metrics answers. */
  public HttpResponse<String> ask(String path) {
    String all = String.join("\n", allLines());
    String port =
        MANAGEMENT
            .matcher(all)
            .results()
            .map(found -> found.group(1))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new IllegalStateException("it has no such port"));
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The value of a metric; 0 if it is not there. */
  public double metric(String nameAndLabels) {
    return ask("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public String toString() {
    return "Bridge[" + port + "]";
  }
}

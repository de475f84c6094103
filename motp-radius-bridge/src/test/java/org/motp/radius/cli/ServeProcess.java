package org.motp.radius.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code motp-radius-bridge serve} as a process of its own, with its file and its output. */
final class ServeProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path config;
  private final Path output;
  private final Process process;

  private ServeProcess(Path config, Path output, Process process) {
    this.config = config;
    this.output = output;
    this.process = process;
  }

  /** Starts it and waits until it takes requests. */
  static ServeProcess start(Path directory, String yaml) throws IOException {
    Path config = Files.writeString(directory.resolve("bridge.yaml"), yaml);
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MOTP_"));
    ServeProcess started = new ServeProcess(config, output, builder.start());
    started.awaitLine("ready, listening on");
    return started;
  }

  /** Replaces the configuration as an editor does. */
  void rewrite(String yaml) throws IOException {
    Files.writeString(config, yaml);
  }

  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }

  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** How many lines contain this. */
  long lines(String text) {
    return output().lines().filter(line -> line.contains(text)).count();
  }

  void awaitLine(String text) {
    awaitLines(text, 1);
  }

  void awaitLines(String text, long count) {
    await()
        .atMost(PATIENCE)
        .failFast("it has ended: " + output, () -> !process.isAlive())
        .until(() -> lines(text) >= count);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Where it said that it listens, the last time that it did. */
  InetSocketAddress radius() {
    return found("listening on 127\\.0\\.0\\.1:(\\d+)");
  }

  InetSocketAddress management() {
    return found("health and metrics at /127\\.0\\.0\\.1:(\\d+)");
  }

  private InetSocketAddress found(String pattern) {
    List<String> ports =
        Pattern.compile(pattern).matcher(output()).results().map(found -> found.group(1)).toList();
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(ports.get(ports.size() - 1)));
  }

  /** What the management port answers. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + management().getPort() + path);
  }

  /** The value of a metric; 0 if it is not there. */
  double metric(String nameAndLabels) {
    try {
      Matcher matcher =
          Pattern.compile("^" + Pattern.quote(nameAndLabels) + " (\\S+)$", Pattern.MULTILINE)
              .matcher(get("/metrics").body());
      return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    Process ended = process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    ended.destroyForcibly();
  }
}

package org.motp.radius.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} to everybody who can
 * reach it, and takes commands under {@code /admin/} from whoever is on the same machine and knows
 * the {@link AdminToken}.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String ADMIN = "/admin/";

  /** Only as many as are needed: each question takes one, and so does whoever never finishes it. */
  private static final int THREADS = 16;

  private static final int MOST_BYTES = 4096;

  static {
    // Seconds for all of a question and for all of an answer, which Java's server waits for without
    // end otherwise. It reads them once.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
  }

  private record Reply(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final Optional<AdminToken> token;
  private final Map<String, AdminCommand> commands;

  private ManagementServer(
      HttpServer server, Optional<AdminToken> token, Map<String, AdminCommand> commands) {
    this.server = server;
    this.token = token;
    this.commands = commands;
    this.threads = threads();
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("motp-management", true));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * Starts to answer.
   *
   * @param tokenFile where the word for commands is written; empty for no commands
   * @param metrics in Prometheus' text format
   * @throws IOException if the address cannot be listened on, or the file cannot be written
   */
  public static ManagementServer open(
      InetSocketAddress address,
      Optional<Path> tokenFile,
      Supplier<Health> health,
      Supplier<String> metrics,
      Map<String, AdminCommand> commands)
      throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    ManagementServer management;
    try {
      Optional<AdminToken> token =
          tokenFile.isPresent()
              ? Optional.of(AdminToken.write(tokenFile.get(), new SecureRandom()))
              : Optional.empty();
      management = new ManagementServer(http, token, commands);
    } catch (IOException e) {
      http.stop(0);
      throw new IOException("cannot write " + tokenFile.orElseThrow() + ": " + e, e);
    }
    management.answer("/health/live", () -> new Reply(200, TEXT, "UP\n"));
    management.answer("/health/ready", () -> ready(health.get()));
    management.answer("/metrics", () -> new Reply(200, PROMETHEUS, metrics.get()));
    http.createContext(ADMIN, exchange -> send(exchange, management.command(exchange)));
    http.createContext("/", exchange -> send(exchange, new Reply(404, TEXT, "")));
    http.setExecutor(management.threads);
    http.start();
    return management;
  }

  private static Reply ready(Health health) {
    return new Reply(health.ready() ? 200 : 503, "application/json", health.json());
  }

  private void answer(String path, Supplier<Reply> reply) {
    server.createContext(
        path,
        exchange -> {
          boolean asked =
              exchange.getRequestURI().getPath().equals(path)
                  && List.of("GET", "HEAD").contains(exchange.getRequestMethod());
          send(exchange, asked ? reply.get() : new Reply(404, TEXT, ""));
        });
  }

  /** A browser on this machine cannot send the header, and nobody else can read the word. */
  private Reply command(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean allowed =
        fromThisMachine(exchange) && token.isPresent() && token.get().opens(authorization);
    if (!allowed) {
      return new Reply(403, TEXT, "");
    }
    AdminCommand command =
        commands.get(exchange.getRequestURI().getPath().substring(ADMIN.length()));
    if (command == null || !exchange.getRequestMethod().equals("POST")) {
      return new Reply(404, TEXT, "this bridge knows no such command\n");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    List<String> arguments = new String(body, StandardCharsets.UTF_8).lines().toList();
    try {
      return new Reply(200, TEXT, command.run(arguments));
    } catch (IllegalArgumentException e) {
      return new Reply(400, TEXT, e.getMessage() + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(503, TEXT, "the bridge ends\n");
    }
  }

  private static boolean fromThisMachine(HttpExchange exchange) {
    InetAddress remote = exchange.getRemoteAddress().getAddress();
    return remote.isLoopbackAddress() || remote.equals(exchange.getLocalAddress().getAddress());
  }

  private static void send(HttpExchange exchange, Reply reply) {
    try (exchange) {
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      LOG.debug("a management request was not answered: {}", e.toString());
    } catch (UncheckedIOException e) {
      LOG.debug("a management request was not answered", e);
    }
  }

  /** The address with the port that was really taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

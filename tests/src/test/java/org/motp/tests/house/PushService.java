package org.motp.tests.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A push service (RFC 8030) of the company's own, which answers as a test wants. Thread-safe. */
public final class PushService implements AutoCloseable {
  /** Answers never. */
  public static final int NEVER = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Box> boxes = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  private PushService(HttpServer server) {
    this.server = server;
  }

  static PushService start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PushService service = new PushService(server);
    server.setExecutor(service.threads);
    server.createContext("/", service::take);
    server.start();
    return service;
  }

  /** What Keycloak is told of it. */
  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * A message as it came.
   *
   * @param headers by name in lower case
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(Map<String, String> headers, byte[] body) {}

  /** Where the messages for one subscription arrive. */
  public static final class Box {
    private final URI endpoint;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile String retryAfter = "";

    Box(URI endpoint) {
      this.endpoint = endpoint;
    }

    /** What is answered from now on: an HTTP status, or {@link #NEVER}. */
    public Box answers(int newStatus) {
      status = newStatus;
      return this;
    }

    /** The same with a header Retry-After. */
    public Box answers(int newStatus, String newRetryAfter) {
      retryAfter = newRetryAfter;
      return answers(newStatus);
    }

    public URI endpoint() {
      return endpoint;
    }

    public List<Message> messages() {
      return List.copyOf(messages);
    }
  }

  /** A new subscription, whose messages are taken with 201. */
  public Box newBox() {
    String path = "/wpush/" + numbers.incrementAndGet();
    Box box = new Box(URI.create(origin() + path));
    boxes.put(path, box);
    return box;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Box box = boxes.get(exchange.getRequestURI().getPath());
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      header -> header.getKey().toLowerCase(Locale.ROOT),
                      header -> String.join(", ", header.getValue())));
      box.messages.add(new Message(headers, body));
      if (box.status == NEVER) {
        closing.await();
        return;
      }
      if (!box.retryAfter.isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", box.retryAfter);
      }
      exchange.sendResponseHeaders(box.status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

package org.motp.tests.house;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy between a browser and Keycloak: requests come from an address of its own, and some
 * are answered on the way. Reaches nothing but this machine. Thread-safe.
 */
public final class WebProxy implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");
  private static final Pattern LOCAL =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1):[0-9]+/");
  private static final Pattern CONNECTION = Pattern.compile("(?im)^(proxy-)?connection:.*\r\n");

  private final ServerSocket door;
  private final InetAddress source;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Function<URI, Optional<byte[]>> shortcut = address -> Optional.empty();

  private WebProxy(ServerSocket door, InetAddress source) {
    this.door = door;
    this.source = source;
  }

  /**
   * Opens one.
   *
   * @param source where its requests seem to come from, such as 127.0.0.9
   */
  public static WebProxy from(String source) {
    try {
      WebProxy proxy =
          new WebProxy(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              InetAddress.getByName(source));
      proxy.threads.execute(proxy::serve);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /**
   * From now on answers some requests itself.
   *
   * @param own a whole HTTP answer, or empty for what Keycloak answers
   */
  public void answers(Function<URI, Optional<byte[]>> own) {
    shortcut = own;
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket browser = door.accept();
        threads.execute(() -> serve(browser));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      InputStream input = new BufferedInputStream(browser.getInputStream());
      String head = head(input);
      String[] line = head.lines().findFirst().orElse("").split(" ", -1);
      if (line.length != 3 || !LOCAL.matcher(line[1]).lookingAt()) {
        return;
      }
      URI address = URI.create(line[1]);
      Optional<byte[]> own = shortcut.apply(address);
      if (own.isPresent()) {
        browser.getOutputStream().write(own.get());
        return;
      }
      String target = address.getRawPath();
      if (address.getRawQuery() != null) {
        target += "?" + address.getRawQuery();
      }
      String sent =
          CONNECTION
              .matcher(head.replace(" " + line[1] + " ", " " + target + " "))
              .replaceAll("")
              .replaceFirst("\r\n", "\r\nConnection: close\r\n");
      try (Socket server = new Socket()) {
        server.bind(new InetSocketAddress(source, 0));
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        server.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        server.getOutputStream().write(input.readNBytes(length(head)));
        server.getInputStream().transferTo(browser.getOutputStream());
      }
    } catch (IOException gone) {
      // A browser may turn away.
    }
  }

  private static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    int next = 0;
    while (!text.endsWith("\r\n\r\n") && next >= 0) {
      next = input.read();
      if (next >= 0) {
        head.write(next);
      }
      if (next == '\n') {
        text = head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  private static int length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}

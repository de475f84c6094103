package org.motp.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A mail server on the loopback address that takes every mail for everybody, forwards none, and
 * shows them in the browser. Mails live in memory. Thread-safe.
 */
public final class MailCatcher implements AutoCloseable {

  private final GreenMail server;
  private final HttpServer web;

  private MailCatcher(GreenMail server, HttpServer web) {
    this.server = server;
    this.web = web;
  }

  /**
   * Starts both servers.
   *
   * @param smtpPort 0 for any free one
   * @param webPort 0 for any free one
   * @throws IOException when the web port is taken
   * @throws IllegalStateException when the SMTP port is taken
   */
  public static MailCatcher start(int smtpPort, int webPort) throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), webPort), 0);
    ServerSetup smtp =
        new ServerSetup(
            smtpPort, InetAddress.getLoopbackAddress().getHostAddress(), ServerSetup.PROTOCOL_SMTP);
    GreenMail server = new GreenMail(smtp);
    MailCatcher catcher = new MailCatcher(server, web);
    try {
      server.start();
    } catch (RuntimeException e) {
      web.stop(0);
      throw e;
    }
    web.createContext("/", catcher::answer);
    web.start();
    return catcher;
  }

  public int smtpPort() {
    return server.getSmtp().getPort();
  }

  /** Where the inbox is read. */
  public URI inbox() {
    return URI.create("http://localhost:" + web.getAddress().getPort() + "/");
  }

  /** All mails so far, oldest first. */
  public List<ReceivedMail> mails() {
    return Stream.of(server.getReceivedMessages()).map(ReceivedMail::of).toList();
  }

  /** What the placeholders of the realm file have to be so that Keycloak sends its mails here. */
  public Map<String, String> realmPlaceholders() {
    return Map.of("MOTP_SMTP_HOST", "localhost", "MOTP_SMTP_PORT", Integer.toString(smtpPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      InboxPages.Page page = new InboxPages(mails()).at(exchange.getRequestURI().getPath());
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", page.contentSecurityPolicy());
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      byte[] body = page.html().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    web.stop(0);
    server.stop();
  }
}

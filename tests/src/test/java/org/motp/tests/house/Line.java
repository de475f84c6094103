package org.motp.tests.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The network between a bridge and Keycloak, on which codes and what becomes of them can be lost: a
 * TCP port that leads there. All else that the bridge asks passes. Thread-safe.
 */
public final class Line implements AutoCloseable {

  /** What happens to a code that is sent. */
  public enum Fate {
    DELIVERED,
    /** Requests arrive; the connection breaks as soon as Keycloak answers. */
    BREAKS_AT_ANSWER,
    /** Requests arrive; answers do not, and nobody is told. */
    SWALLOWS_ANSWER,
    /** The connection breaks before the request arrives. */
    BREAKS_AT_REQUEST
  }

  /** Stands in the form that brings the answer to a challenge. */
  private static final String CODE = "mfa_token=";

  private static final Pattern NEW_REQUEST = Pattern.compile("(?:GET|POST) /");

  private final ServerSocket door;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Fate fate = Fate.DELIVERED;
  private volatile boolean lost;

  private Line(ServerSocket door, URI server) {
    this.door = door;
    this.server = server;
  }

  /** A line to a server with a port in its URL. */
  public static Line to(URI server) throws IOException {
    Line line = new Line(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    inBackground(line::accept);
    return line;
  }

  /** Where the bridge finds Keycloak. */
  public URI uri() {
    return URI.create(server.getScheme() + "://localhost:" + door.getLocalPort());
  }

  /** From now on. */
  public void sets(Fate other) {
    lost = false;
    fate = other;
  }

  /** Whether something was lost since the fate was set. */
  public boolean hasLostSomething() {
    return lost;
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket bridge = door.accept();
      Socket keycloak = new Socket(server.getHost(), server.getPort());
      open.add(bridge);
      open.add(keycloak);
      AtomicBoolean code = new AtomicBoolean();
      inBackground(() -> ask(bridge, keycloak, code));
      inBackground(() -> answer(keycloak, bridge, code));
    }
  }

  private void ask(Socket bridge, Socket keycloak, AtomicBoolean code) throws IOException {
    carry(
        bridge,
        keycloak,
        sent -> {
          String text = new String(sent, StandardCharsets.ISO_8859_1);
          boolean goesOn = code.get() && !NEW_REQUEST.matcher(text).lookingAt();
          code.set(goesOn || text.contains(CODE));
          return code.get() && fate == Fate.BREAKS_AT_REQUEST ? fate : Fate.DELIVERED;
        });
  }

  private void answer(Socket keycloak, Socket bridge, AtomicBoolean code) throws IOException {
    carry(
        keycloak,
        bridge,
        sent -> code.get() && fate != Fate.BREAKS_AT_REQUEST ? fate : Fate.DELIVERED);
  }

  private void carry(Socket from, Socket to, Function<byte[], Fate> fates) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Fate now = fates.apply(Arrays.copyOf(buffer, read));
        if (now == Fate.DELIVERED) {
          out.write(buffer, 0, read);
        } else {
          lost = true;
          if (now != Fate.SWALLOWS_ANSWER) {
            return;
          }
        }
      }
    } finally {
      open.remove(from);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // As lines do.
              }
            },
            "line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}

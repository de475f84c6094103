package org.motp.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command behind {@code ./motp benchmark}: loads the bridge and FreeRADIUS in turn, several
 * times, and prints what both did, and the ratio. Asserts nothing.
 */
public final class Comparison {

  private static final int OPEN = 64;
  private static final int RADCLIENT_TIMES = 3;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path folder;
  private final int rounds;
  private final Duration warmUp;
  private final Duration measured;

  private Comparison(Path folder, int rounds, Duration warmUp, Duration measured) {
    this.folder = folder;
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /**
   * Runs it.
   *
   * @param arguments the project's folder; rounds; seconds of warm-up; seconds of each measurement
   *     of latency
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, JOSEException {
    Path root = Path.of(arguments[0]);
    new Comparison(
            root.resolve("benchmarks/target/comparison"),
            Integer.parseInt(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])),
            Duration.ofSeconds(Long.parseLong(arguments[3])))
        .run(root);
  }

  private void run(Path root) throws IOException, InterruptedException, JOSEException {
    int stubPort = freeTcp();
    Scene scene = new Scene(folder, stubPort);
    Radclient radclient = new Radclient(folder);
    try (Server stub = stub(scene, stubPort);
        Server bridge = bridge(scene, root);
        Server freeRadius = freeRadius(scene)) {
      List<Figures> all = List.of(new Figures(bridge), new Figures(freeRadius));
      Thread.sleep(3000);
      alive(stub);
      for (Figures figures : all) {
        alive(figures.server());
        figures.started();
        new Generator(OPEN).run(figures.server().port(), warmUp);
        // Its packets come in bursts, of which a compiler learns other things.
        radclient.run(figures.server().port(), RADCLIENT_TIMES);
      }
      for (int round = 1; round <= rounds; round++) {
        for (Figures figures : all) {
          figures.add(radclient.run(figures.server().port(), RADCLIENT_TIMES));
          long before = figures.server().processorMillis();
          Generator.Result result = new Generator(OPEN).run(figures.server().port(), measured);
          figures.add(result, figures.server().processorMillis() - before);
          out.printf("round %d  %s%n", round, figures.last());
        }
      }
      out.println();
      Figures.print(out, all.get(0), all.get(1));
    }
  }

  private static void alive(Server server) throws IOException {
    if (!server.isAlive()) {
      throw new IOException(server.name() + " does not run; see target/comparison");
    }
  }

  /** FreeRADIUS does not start unless it is there. */
  private Server stub(Scene scene, int port) throws IOException, InterruptedException {
    Path config = scene.write("nginx.conf", port);
    Server stub =
        new Server(
            "nginx", port, folder, Map.of(), List.of("/usr/sbin/nginx", "-c", config.toString()));
    while (!listening(port)) {
      alive(stub);
      Thread.sleep(50);
    }
    return stub;
  }

  private static boolean listening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** As an administrator starts it, with the options for Java and glibc that come along. */
  private Server bridge(Scene scene, Path root) throws IOException {
    int port = freeUdp();
    Path config = scene.write("bridge.yaml", port);
    Path module = root.resolve("motp-radius-bridge");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("@" + module.resolve("src/main/dist/jvm.options"));
    command.addAll(
        List.of(
            "-jar",
            module.resolve("target/motp-radius-bridge.jar").toString(),
            "serve",
            "--config",
            config.toString()));
    return new Server("bridge", port, folder, Map.of("MALLOC_ARENA_MAX", "1"), command);
  }

  private Server freeRadius(Scene scene) throws IOException {
    int port = freeUdp();
    scene.write("radiusd.conf", port);
    return new Server(
        "freeradius",
        port,
        folder,
        Map.of(),
        List.of("freeradius", "-f", "-n", "radiusd", "-d", scene.folder().toString()));
  }

  private static int freeTcp() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeUdp() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package org.motp.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** FreeRADIUS' own client with 64 packets open, first and second legs in turn. */
final class Radclient {

  /**
   * What a run has shown.
   *
   * @param packets a second
   * @param p50 microseconds from a packet to its reply, on the wire
   */
  record Result(double packets, long p50, long p99) {}

  private static final int LOGINS = 5_000;
  private static final int PACKETS = 2 * LOGINS;

  private final Path folder;
  private final Path packets;
  private final Path output;

  Radclient(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int user = 0; user < LOGINS; user++) {
      append(text, user, "correct horse " + user, "");
      append(text, user, "%06d".formatted(user), "State = \"" + Scene.STATE + "\"\n");
    }
    this.folder = folder;
    packets = Files.writeString(folder.resolve("packets.txt"), text);
    output = folder.resolve("radclient.out");
  }

  private static void append(StringBuilder text, int user, String password, String state) {
    text.append("User-Name = \"user-").append(user).append("\"\n");
    text.append("User-Password = \"").append(password).append("\"\n");
    text.append("Message-Authenticator = 0x00\n");
    text.append("NAS-Identifier = \"fortigate-taipei\"\n");
    text.append("Calling-Station-Id = \"203.0.113.7\"\n");
    text.append(state).append('\n');
  }

  /**
   * Sends each packet so often.
   *
   * @throws IOException if a packet got no reply
   */
  Result run(int port, int times) throws IOException, InterruptedException {
    try (Wire wire = new Wire(port, folder)) {
      double packetsPerSecond = send(port, times);
      long[] waits = wire.waits();
      if (waits.length < PACKETS * times * 0.9) {
        throw new IOException("tcpdump saw " + waits.length + " replies only");
      }
      return new Result(packetsPerSecond, at(waits, 0.5), at(waits, 0.99));
    }
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  private double send(int port, int times) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    "radclient",
                    "-s",
                    "-q",
                    "-p",
                    "64",
                    "-r",
                    "1",
                    "-c",
                    Integer.toString(times),
                    "-f",
                    packets.toString(),
                    "127.0.0.1:" + port,
                    "auth",
                    Scene.SECRET))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    String said = Files.readString(output);
    // To radclient a challenge is neither.
    if (!said.matches("(?s).*Accepted\\s*: " + LOGINS * times + "\\n.*Lost\\s*: 0\\n.*")) {
      throw new IOException("radclient did not get every login through: " + said.strip());
    }
    return (double) PACKETS * times / seconds;
  }
}

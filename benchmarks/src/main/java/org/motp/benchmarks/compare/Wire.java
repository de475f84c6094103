package org.motp.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long each packet of radclient waited for its reply, which radclient does not say: tcpdump
 * writes down when they pass the loopback interface.
 */
final class Wire implements AutoCloseable {

  private static final int FILE_HEADER = 24;
  private static final int ETHERNET_HEADER = 14;
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private final int port;
  private final Path file;
  private final Process tcpdump;

  /** Begins to write down what goes to and from a UDP port. Waits until tcpdump does. */
  Wire(int port, Path folder) throws IOException, InterruptedException {
    this.port = port;
    this.file = folder.resolve("wire.pcap");
    Path said = folder.resolve("tcpdump.out");
    Files.deleteIfExists(said);
    this.tcpdump =
        new ProcessBuilder(
                List.of(
                    "tcpdump",
                    "-Z",
                    "root",
                    "-i",
                    "lo",
                    "-n",
                    "-s",
                    "96",
                    "-B",
                    "65536",
                    "-w",
                    file.toString(),
                    "udp",
                    "port",
                    Integer.toString(port)))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    while (!Files.exists(said) || !Files.readString(said).contains("listening on lo")) {
      if (!tcpdump.isAlive()) {
        throw new IOException("tcpdump does not run: " + Files.readString(said).strip());
      }
      Thread.sleep(20);
    }
  }

  /**
   * Ends it.
   *
   * @return microseconds from request to reply, sorted
   */
  long[] waits() throws IOException, InterruptedException {
    // What passed the interface last still lies in the kernel.
    Thread.sleep(500);
    close();
    ByteBuffer capture = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    capture.position(FILE_HEADER);
    Map<Integer, Long> sentAt = new HashMap<>();
    long[] waits = new long[1 << 16];
    int count = 0;
    while (capture.hasRemaining()) {
      long micros = capture.getInt() * 1_000_000L + capture.getInt();
      int length = capture.getInt();
      capture.getInt();
      ByteBuffer frame = capture.slice(capture.position(), length);
      capture.position(capture.position() + length);
      int from = Short.toUnsignedInt(frame.getShort(ETHERNET_HEADER + IP_HEADER));
      int to = Short.toUnsignedInt(frame.getShort(ETHERNET_HEADER + IP_HEADER + 2));
      int identifier = Byte.toUnsignedInt(frame.get(ETHERNET_HEADER + IP_HEADER + UDP_HEADER + 1));
      if (to == port) {
        sentAt.put(from << 8 | identifier, micros);
        continue;
      }
      Long sent = sentAt.remove(to << 8 | identifier);
      if (sent != null) {
        if (count == waits.length) {
          waits = Arrays.copyOf(waits, 2 * count);
        }
        waits[count++] = micros - sent;
      }
    }
    long[] sorted = Arrays.copyOf(waits, count);
    Arrays.sort(sorted);
    return sorted;
  }

  @Override
  public void close() {
    tcpdump.destroy();
    try {
      if (!tcpdump.waitFor(5, TimeUnit.SECONDS)) {
        tcpdump.destroyForcibly();
      }
    } catch (InterruptedException e) {
      tcpdump.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package org.motp.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.motp.demo.BridgeProcess;

/**
 * A bridge, where it listens, and what it writes.
 *
 * @param log everything that it wrote, over all its starts
 * @param port the UDP port on the loopback address
 */
public record Bridge(BridgeProcess process, Path log, int port, String radiusSecret) {

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

  @Override
  public String toString() {
    return "Bridge[" + port + "]";
  }
}

package org.motp.tests.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/** What a container writes, kept in {@code target/containers} for whom a test has failed. */
final class ContainerLog {
  private static final Path FOLDER = Path.of("target/containers");

  private ContainerLog() {}

  static Consumer<OutputFrame> in(String name) {
    Path file = FOLDER.resolve(name + ".log");
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame -> append(file, frame.getUtf8String());
  }

  private static synchronized void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

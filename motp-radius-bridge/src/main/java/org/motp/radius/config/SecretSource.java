package org.motp.radius.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a secret that is given in the configuration or in a file of its own. */
final class SecretSource {

  private SecretSource() {}

  /**
   * The secret under {@code key} or in the file named under {@code key-file}. A missing one is a
   * mistake; no mistake repeats it.
   */
  static Optional<String> read(Settings settings, String key) {
    Optional<String> inline = settings.text(key);
    Optional<Path> file = settings.file(key + "-file");
    if (inline.isPresent() && file.isPresent()) {
      settings.mistake(key, "and " + key + "-file are both set; one of them must go");
      return Optional.empty();
    }
    if (file.isPresent()) {
      return fromFile(settings, key + "-file", file.get());
    }
    if (inline.isEmpty()) {
      settings.mistake(
          key, "is missing or blank; set it, or " + key + "-file to a file that holds it");
    }
    return inline;
  }

  private static Optional<String> fromFile(Settings settings, String key, Path file) {
    try {
      String content = Files.readString(file).strip();
      if (content.isEmpty()) {
        settings.mistake(key, file + " is empty");
        return Optional.empty();
      }
      return Optional.of(content);
    } catch (IOException | IllegalArgumentException e) {
      settings.mistake(key, file + " cannot be read (" + e.getClass().getSimpleName() + ")");
      return Optional.empty();
    }
  }
}

package org.motp.authenticator.otp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The published test vectors in {@code otp/vectors.json}, each of which names its source. */
final class Vectors {

  private static final JsonNode ALL = load();

  private Vectors() {}

  /** The vectors under a JSON pointer; at least one, so that a typo cannot pass for success. */
  static Stream<JsonNode> at(String pointer) {
    JsonNode vectors = ALL.at(pointer);
    if (vectors.isEmpty()) {
      throw new IllegalStateException("No vectors at " + pointer);
    }
    return StreamSupport.stream(vectors.spliterator(), false);
  }

  private static JsonNode load() {
    try (InputStream json = Vectors.class.getResourceAsStream("/otp/vectors.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.motp.authenticator.token;

import java.util.Optional;

/**
 * What the login that asked keeps on the server: the question, the number to show, and what proves
 * that it is this login. Immutable.
 *
 * @param id of the question
 * @param number two digits
 * @param handle random; leaves the server no more than the login's own state does
 * @param expires end of the question in seconds since the epoch
 */
public record AskedQuestion(String id, String number, String handle, long expires) {
  private static final int PARTS = 4;

  /** As one word, for the notes of a login. */
  public String text() {
    return String.join(".", id, number, handle, Long.toString(expires));
  }

  /** Reads {@link #text}; empty for null and whatever else is none. */
  public static Optional<AskedQuestion> parse(String text) {
    String[] parts = text == null ? new String[0] : text.split("\\.", -1);
    return parts.length == PARTS && parts[3].matches("[0-9]{1,18}")
        ? Optional.of(new AskedQuestion(parts[0], parts[1], parts[2], Long.parseLong(parts[3])))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "AskedQuestion[" + id + "]";
  }
}

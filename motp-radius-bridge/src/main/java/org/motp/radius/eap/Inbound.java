package org.motp.radius.eap;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** A message of the peer's, put together from its pieces. Not safe for use by several threads. */
final class Inbound {

  /** A TLS record and a half; no client has more to say in one go. */
  static final int MAX_MESSAGE = 24 * 1024;

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private OptionalInt announced = OptionalInt.empty();

  /**
   * Takes a piece.
   *
   * @return the message, if this was its last piece
   * @throws MalformedEapException if the message is longer than it said or than is allowed, or if
   *     it ends too early
   */
  Optional<byte[]> add(TtlsFragment fragment) throws MalformedEapException {
    if (announced.isEmpty()) {
      announced = fragment.messageLength();
    }
    received.writeBytes(fragment.data());
    int most = announced.orElse(MAX_MESSAGE);
    if (most < 0 || most > MAX_MESSAGE || received.size() > most) {
      throw new MalformedEapException("a TLS message that is too long");
    }
    if (fragment.more()) {
      if (fragment.data().length == 0) {
        throw new MalformedEapException("an empty piece of a TLS message");
      }
      return Optional.empty();
    }
    if (announced.isPresent() && received.size() < announced.getAsInt()) {
      throw new MalformedEapException("a TLS message that ends too early");
    }
    byte[] message = received.toByteArray();
    received.reset();
    announced = OptionalInt.empty();
    return Optional.of(message);
  }
}

package org.motp.radius.wire;

/** Bytes that are no RADIUS packet. The message says why and repeats nothing of them. */
public final class MalformedPacketException extends Exception {

  MalformedPacketException(String message) {
    // Anybody can send such bytes at any rate: a stack trace for each would be a gift to them.
    super(message, null, false, false);
  }
}

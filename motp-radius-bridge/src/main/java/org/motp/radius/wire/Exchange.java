package org.motp.radius.wire;

import java.net.InetSocketAddress;
import java.util.Arrays;

/** One request and what has become of it so far. Confined to its listener's thread. */
final class Exchange {

  /** What makes two datagrams the same request (RFC 5080 §2.2.2). */
  static final class Key {

    private final InetSocketAddress source;
    private final int code;
    private final int identifier;
    private final byte[] authenticator;

    Key(InetSocketAddress source, Packet packet) {
      this.source = source;
      this.code = packet.code();
      this.identifier = packet.identifier();
      this.authenticator = packet.authenticator();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && identifier == that.identifier
          && code == that.code
          && Arrays.equals(authenticator, that.authenticator)
          && source.equals(that.source);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(authenticator) + identifier;
    }
  }

  enum State {
    OPEN,
    /** The reply is there and waits for its time. */
    HELD_BACK,
    ANSWERED,
    /** Over without a reply. */
    SILENT
  }

  private final long firstArrival;
  private AccessRequest request;
  private State state = State.OPEN;
  private byte[] reply = {};
  private long lastArrival;
  private int duplicates;

  Exchange(AccessRequest request) {
    this.request = request;
    this.firstArrival = request.arrivedAt();
    this.lastArrival = firstArrival;
  }

  /** The request, as long as this is not over. */
  AccessRequest request() {
    return request;
  }

  long firstArrival() {
    return firstArrival;
  }

  State state() {
    return state;
  }

  byte[] reply() {
    return reply;
  }

  /** When the request came for the last time. */
  long lastArrival() {
    return lastArrival;
  }

  int duplicates() {
    return duplicates;
  }

  void arrivedAgain(long now) {
    lastArrival = now;
    duplicates++;
  }

  void holdBack() {
    state = State.HELD_BACK;
  }

  /** Ends it with a reply, and lets go of the request: tens of thousands are remembered. */
  void answered(byte[] bytes) {
    reply = bytes;
    state = State.ANSWERED;
    request = null;
  }

  /** Ends it without a reply. */
  void silent() {
    state = State.SILENT;
    request = null;
  }

  boolean over() {
    return state == State.ANSWERED || state == State.SILENT;
  }
}

package org.motp.radius.wire;

import java.util.Arrays;

/** One request and what has become of it so far. Confined to its intake's thread. */
final class Exchange {

  /** What makes two datagrams the same request (RFC 5080 §2.2.2). */
  static final class Key {

    private final Object conversation;
    private final int code;
    private final int identifier;
    private final byte[] authenticator;

    Key(Object conversation, Packet packet) {
      this.conversation = conversation;
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
          && conversation.equals(that.conversation);
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
  private Request request;
  private Peer peer;
  private State state = State.OPEN;
  private byte[] reply = {};
  private long lastArrival;
  private int duplicates;

  Exchange(Request request, Peer peer) {
    this.request = request;
    this.peer = peer;
    this.firstArrival = request.arrivedAt();
    this.lastArrival = firstArrival;
  }

  /** The request, as long as this is not over. */
  Request request() {
    return request;
  }

  /** To whom the reply goes, as long as this is not over: who has sent the request last. */
  Peer peer() {
    return peer;
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

  void arrivedAgain(Peer from, long now) {
    lastArrival = now;
    duplicates++;
    if (!over()) {
      peer = from;
    }
  }

  void holdBack() {
    state = State.HELD_BACK;
  }

  /** Ends it with a reply, and lets go of the request: tens of thousands are remembered. */
  void answered(byte[] bytes) {
    reply = bytes;
    state = State.ANSWERED;
    request = null;
    peer = null;
  }

  /** Ends it without a reply. */
  void silent() {
    state = State.SILENT;
    request = null;
    peer = null;
  }

  boolean over() {
    return state == State.ANSWERED || state == State.SILENT;
  }
}

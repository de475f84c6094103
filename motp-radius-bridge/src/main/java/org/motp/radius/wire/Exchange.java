package org.motp.radius.wire;

import java.nio.ByteBuffer;

/** One request and what has become of it so far. Confined to its intake's thread. */
final class Exchange {

  /**
   * What makes two datagrams the same request (RFC 5080 §2.2.2). Tens of thousands are remembered:
   * the authenticator as two numbers takes half of what an array does.
   */
  static final class Key {

    private final Object conversation;
    private final long authenticatorHead;
    private final long authenticatorTail;
    private final short codeAndIdentifier;

    Key(Object conversation, Packet packet) {
      ByteBuffer authenticator = ByteBuffer.wrap(packet.authenticator());
      this.conversation = conversation;
      this.authenticatorHead = authenticator.getLong();
      this.authenticatorTail = authenticator.getLong();
      this.codeAndIdentifier = (short) (packet.code() << 8 | packet.identifier());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && authenticatorHead == that.authenticatorHead
          && authenticatorTail == that.authenticatorTail
          && codeAndIdentifier == that.codeAndIdentifier
          && conversation.equals(that.conversation);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(authenticatorHead + 31 * authenticatorTail) + codeAndIdentifier;
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

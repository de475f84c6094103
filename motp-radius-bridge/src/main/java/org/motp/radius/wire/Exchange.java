package org.motp.radius.wire;

import java.nio.ByteBuffer;

/** A request that is not over. Guarded by its intake until it is; nobody changes it afterwards. */
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

    Object conversation() {
      return conversation;
    }

    long authenticatorHead() {
      return authenticatorHead;
    }

    long authenticatorTail() {
      return authenticatorTail;
    }

    short codeAndIdentifier() {
      return codeAndIdentifier;
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

  private final Key key;
  private final long firstArrival;
  private final Request request;
  private Peer peer;
  private long lastArrival;
  private int duplicates;

  Exchange(Key key, Request request, Peer peer) {
    this.key = key;
    this.request = request;
    this.peer = peer;
    this.firstArrival = request.arrivedAt();
    this.lastArrival = firstArrival;
  }

  Key key() {
    return key;
  }

  Request request() {
    return request;
  }

  /** To whom the reply goes: who has sent the request last. */
  Peer peer() {
    return peer;
  }

  long firstArrival() {
    return firstArrival;
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
    peer = from;
  }
}

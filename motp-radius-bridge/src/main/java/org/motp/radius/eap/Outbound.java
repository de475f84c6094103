package org.motp.radius.eap;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A message on its way to the peer, piece by piece; each piece but the last is acknowledged by an
 * empty packet (RFC 5281 §9.2.2). Not safe for use by several threads.
 */
final class Outbound {

  private final int mtu;
  private byte[] message = {};
  private int sent;

  /**
   * Makes an empty one.
   *
   * @param mtu the most bytes of an EAP packet
   */
  Outbound(int mtu) {
    this.mtu = mtu;
  }

  void begin(byte[] newMessage) {
    message = newMessage;
    sent = 0;
  }

  boolean pending() {
    return sent < message.length;
  }

  /** The next piece; an empty one if nothing is left. */
  TtlsFragment next() {
    boolean first = sent == 0;
    int room = mtu - EapPacket.HEADER_LENGTH - 1;
    boolean split = message.length - sent > room;
    OptionalInt length = OptionalInt.empty();
    if (first && split) {
      room = mtu - EapPacket.HEADER_LENGTH - TtlsFragment.LONGEST_HEADER;
      length = OptionalInt.of(message.length);
    }
    int end = Math.min(message.length, sent + room);
    byte[] piece = Arrays.copyOfRange(message, sent, end);
    sent = end;
    return new TtlsFragment(length, pending(), piece);
  }
}

package org.motp.radius.wire;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who has sent one packet, and the way back. All but {@link #address} is called on one thread: that
 * of the intake, or that which reads when the intake cannot take it.
 */
public interface Peer {

  /** Where the packet came from. */
  InetSocketAddress address();

  /** Who that is; empty if nobody knows. */
  Optional<Nas> nas();

  /**
   * In what a request with the same code, identifier and authenticator is the same request: the
   * address that UDP packets come from, or one TCP connection.
   */
  Object conversation();

  /** Sends a reply. */
  void send(byte[] reply);

  /** The packet was not worked on. */
  default void dropped(IntakeListener.Drop why) {}

  /**
   * Nothing more will come of the packet. Called exactly once for each, after {@link #send} and
   * {@link #dropped}.
   */
  default void done() {}
}

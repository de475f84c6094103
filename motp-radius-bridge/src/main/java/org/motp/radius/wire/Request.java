package org.motp.radius.wire;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An Access-Request or Accounting-Request that is no duplicate and whose signatures, as far as it
 * has them, are right.
 *
 * @param id names this request in the log
 * @param arrivedAt nanoseconds on the intake's clock
 * @param signed whether it had a Message-Authenticator
 */
public record Request(
    String id, Nas nas, InetSocketAddress source, Packet packet, long arrivedAt, boolean signed) {

  /** The password in clear; empty if there is none that can be read. */
  public Optional<String> password() {
    return packet
        .first(AttributeType.USER_PASSWORD)
        .flatMap(
            attribute ->
                UserPassword.reveal(
                    attribute, packet.authenticator(), nas.secret(), nas.passwordCharset()));
  }
}

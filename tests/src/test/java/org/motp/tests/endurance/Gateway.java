package org.motp.tests.endurance;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.motp.tests.house.Bridge;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * A gateway that sends a request again, byte for byte, when no reply comes, as a FortiGate does.
 * Not thread-safe.
 */
final class Gateway implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRIES = 2;
  private static final byte[] NO_STATE = {};

  private final Datagrams datagrams;

  Gateway(Bridge bridge) throws IOException {
    this.datagrams = new Datagrams(1, bridge.port(), bridge.radiusSecret());
  }

  /** What came back for which request. */
  static final class Reply {
    private final Kind kind;
    private final byte[] request;
    private final byte[] bytes;

    private Reply(Kind kind, byte[] request, byte[] bytes) {
      this.kind = kind;
      this.request = request;
      this.bytes = bytes;
    }

    Kind kind() {
      return kind;
    }

    /** The State of a challenge, else no bytes. */
    private byte[] state() {
      return Datagrams.value(bytes, Datagrams.STATE).orElse(NO_STATE);
    }

    boolean sameBytes(Reply other) {
      return Arrays.equals(bytes, other.bytes);
    }

    @Override
    public String toString() {
      return kind.toString();
    }
  }

  Reply login(String user, String password) throws IOException {
    return ask(datagrams.accessRequest(user, password, NO_STATE));
  }

  Reply answer(String user, Reply challenge, String code) throws IOException {
    return ask(datagrams.accessRequest(user, code, challenge.state()));
  }

  /** Sends the very same request once more, although it was answered. */
  Reply again(Reply earlier) throws IOException {
    return ask(earlier.request);
  }

  private Reply ask(byte[] request) throws IOException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      datagrams.send(request);
      Optional<byte[]> reply = reply(request);
      if (reply.isPresent()) {
        return new Reply(kind(reply.get()), request, reply.get());
      }
    }
    return new Reply(Kind.SILENCE, request, new byte[20]);
  }

  /** Late replies to earlier requests are not for this one. */
  private Optional<byte[]> reply(byte[] request) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      Optional<byte[]> reply =
          left < 1_000_000 ? Optional.empty() : datagrams.receive(Duration.ofNanos(left));
      if (reply.isEmpty()
          || (reply.get()[1] == request[1] && datagrams.signed(reply.get(), request))) {
        return reply;
      }
    }
  }

  private static Kind kind(byte[] packet) {
    return switch (packet[0]) {
      case 2 -> Kind.ACCEPT;
      case 3 -> Kind.REJECT;
      case 11 -> Kind.CHALLENGE;
      default -> throw new AssertionError("a reply of code " + packet[0]);
    };
  }

  @Override
  public void close() {
    datagrams.close();
  }
}

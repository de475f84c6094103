package org.motp.radius.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.MalformedPacketException;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.UserPassword;

/**
 * The FortiGate's side of RADIUS: sends requests, sends them again when nothing comes back, and
 * believes only replies that are signed. For one thread.
 */
final class NasSimulator implements AutoCloseable {

  private static final int MAX_DATAGRAM = 4096;

  /** Why there is no reply to work with. */
  enum Failure {
    SILENCE,
    PORT_CLOSED,
    WRONG_SIGNATURE,
    MESSAGE_AUTHENTICATOR_NOT_FIRST
  }

  /** There is no reply to work with. */
  static final class NoReplyException extends Exception {

    private final Failure failure;

    NoReplyException(Failure failure) {
      super(failure.toString());
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }

    int exitCode() {
      return failure == Failure.SILENCE || failure == Failure.PORT_CLOSED ? 3 : 4;
    }
  }

  private final DatagramSocket socket;
  private final SharedSecret secret;
  private final Duration timeout;
  private final int tries;
  private final SecureRandom random = new SecureRandom();
  private int identifier = random.nextInt(256);

  /**
   * Opens a socket.
   *
   * @param timeout how long to wait for a reply before sending again
   * @param tries how often to send in all
   */
  NasSimulator(InetSocketAddress server, SharedSecret secret, Duration timeout, int tries)
      throws IOException {
    this.secret = secret;
    this.timeout = timeout;
    this.tries = tries;
    this.socket = new DatagramSocket();
    socket.connect(server);
  }

  /**
   * Sends an Access-Request and waits for the reply. Blocks.
   *
   * @param attributes without the password
   * @param password at most 240 bytes
   */
  Packet ask(List<Attribute> attributes, byte[] password) throws IOException, NoReplyException {
    byte[] authenticator = new byte[16];
    random.nextBytes(authenticator);
    List<Attribute> all = new ArrayList<>(attributes);
    all.add(UserPassword.hide(password, authenticator, secret));
    identifier = (identifier + 1) & 0xff;
    Packet request = new Packet(PacketCode.ACCESS_REQUEST, identifier, authenticator, all);
    byte[] bytes = Signature.sign(request, secret);
    Failure failure = Failure.SILENCE;
    for (int i = 0; i < tries; i++) {
      try {
        socket.send(new DatagramPacket(bytes, bytes.length));
        return receive(request);
      } catch (NoReplyException e) {
        failure = failure == Failure.SILENCE ? e.failure() : failure;
      }
    }
    throw new NoReplyException(failure);
  }

  private Packet receive(Packet request) throws IOException, NoReplyException {
    long end = System.nanoTime() + timeout.toNanos();
    Failure failure = Failure.SILENCE;
    DatagramPacket datagram = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
    for (long left = timeout.toNanos(); left > 0; left = end - System.nanoTime()) {
      try {
        socket.setSoTimeout((int) Math.max(1, Duration.ofNanos(left).toMillis()));
        datagram.setLength(MAX_DATAGRAM);
        socket.receive(datagram);
        Packet reply = Packet.parse(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        if (!Signature.answers(reply, request, secret)) {
          failure = Failure.WRONG_SIGNATURE;
        } else if (!signedFirst(reply)) {
          failure = Failure.MESSAGE_AUTHENTICATOR_NOT_FIRST;
        } else {
          return reply;
        }
      } catch (MalformedPacketException e) {
        failure = Failure.WRONG_SIGNATURE;
      } catch (SocketTimeoutException e) {
        break;
      } catch (PortUnreachableException e) {
        throw new NoReplyException(Failure.PORT_CLOSED);
      }
    }
    throw new NoReplyException(failure);
  }

  private static boolean signedFirst(Packet reply) {
    return !reply.attributes().isEmpty()
        && reply.attributes().get(0).type() == AttributeType.MESSAGE_AUTHENTICATOR;
  }

  @Override
  public void close() {
    socket.close();
  }
}

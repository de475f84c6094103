package org.motp.radius.eap;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * One TLS connection that is fed by hand: records go in and come out as bytes, and nothing waits.
 * Not safe for use by several threads.
 */
final class TlsTunnel {

  /** The connection failed. What {@link #output} then gives is the alert for the peer. */
  static final class FailedException extends Exception {

    private final boolean byPeer;

    FailedException(String message, boolean byPeer, Throwable cause) {
      super(message, cause);
      this.byPeer = byPeer;
    }

    /** Whether it was the peer who gave up, by an alert. */
    boolean byPeer() {
      return byPeer;
    }
  }

  private final TlsServerProtocol protocol = new TlsServerProtocol();
  private final TunnelServer server;

  TlsTunnel(ServerIdentity identity, TlsVersion minimum) {
    server = new TunnelServer(identity, minimum);
    try {
      protocol.accept(server);
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read or written before the first record", e);
    }
  }

  /**
   * Takes records of the peer's.
   *
   * @throws FailedException if the connection is over
   */
  void offer(byte[] records) throws FailedException {
    try {
      protocol.offerInput(records);
    } catch (TlsFatalAlertReceived e) {
      throw new FailedException(name(e.getAlertDescription()), true, e);
    } catch (TlsFatalAlert e) {
      throw new FailedException(name(e.getAlertDescription()), false, e);
    } catch (IOException | RuntimeException e) {
      throw new FailedException("no TLS", false, e);
    }
    if (protocol.isClosed()) {
      throw new FailedException(name(AlertDescription.close_notify), true, null);
    }
  }

  /** What has to be sent to the peer. */
  byte[] output() {
    byte[] bytes = new byte[protocol.getAvailableOutputBytes()];
    protocol.readOutput(bytes, 0, bytes.length);
    return bytes;
  }

  /** What the peer has said inside the tunnel since the last call. */
  byte[] received() {
    byte[] bytes = new byte[protocol.getAvailableInputBytes()];
    protocol.readInput(bytes, 0, bytes.length);
    return bytes;
  }

  /** Says something inside the tunnel; {@link #output} then has it as records. */
  void send(byte[] data) throws FailedException {
    try {
      protocol.writeApplicationData(data, 0, data.length);
    } catch (IOException e) {
      throw new FailedException("cannot encrypt", false, e);
    }
  }

  boolean established() {
    return server.established();
  }

  /** The version that was agreed on, such as {@code TLS 1.3}; empty before. */
  String version() {
    return server.version();
  }

  /** The master session key, 64 bytes; only once it is established. */
  byte[] masterSessionKey() {
    return server.masterSessionKey();
  }

  private static String name(short alert) {
    return "TLS alert " + AlertDescription.getName(alert);
  }
}

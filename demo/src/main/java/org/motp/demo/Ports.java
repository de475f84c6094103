package org.motp.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Ports of the loopback address. */
public final class Ports {

  private Ports() {}

  /** A TCP port that nobody listens on now. */
  public static int freeTcp() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("No TCP port is free: " + e.getMessage(), e);
    }
  }

  /** A UDP port that nobody listens on now. */
  public static int freeUdp() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new IllegalStateException("No UDP port is free: " + e.getMessage(), e);
    }
  }

  static boolean isTcpTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // What Keycloak and the others do too: a port that was in use a moment ago is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static boolean isUdpTaken(int port) {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (SocketException e) {
      return true;
    }
  }
}

package org.motp.radius.wire;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses that this machine has now, those of interfaces that are down left out. */
@FunctionalInterface
public interface LocalAddresses {

  /** Asks the operating system each time. */
  LocalAddresses OF_THIS_MACHINE =
      () ->
          NetworkInterface.networkInterfaces()
              .filter(LocalAddresses::isUp)
              .flatMap(NetworkInterface::inetAddresses)
              .toList();

  /**
   * Lists them.
   *
   * @throws SocketException if the operating system does not tell
   */
  List<InetAddress> now() throws SocketException;

  private static boolean isUp(NetworkInterface networkInterface) {
    try {
      return networkInterface.isUp();
    } catch (SocketException e) {
      // It has just gone.
      return false;
    }
  }
}

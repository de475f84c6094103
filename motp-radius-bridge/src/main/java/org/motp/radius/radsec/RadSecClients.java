package org.motp.radius.radsec;

import java.net.InetAddress;
import java.util.Optional;
import org.motp.radius.tls.PeerCertificate;
import org.motp.radius.wire.Nas;

/** Knows who may connect. Implementations are safe for use by several threads. */
public interface RadSecClients {

  /** Whether anybody may connect from this address, whatever certificate is shown. */
  boolean mayConnect(InetAddress address);

  /** Who connects from an address with a certificate, as it asks over TLS. */
  Optional<Nas> find(InetAddress address, PeerCertificate certificate);
}

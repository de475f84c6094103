package org.motp.radius;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.motp.radius.policy.NasTable;
import org.motp.radius.radsec.RadSecClients;
import org.motp.radius.tls.PeerCertificate;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.NasDirectory;

/** The clients of the configuration that holds now. */
record CurrentClients(Supplier<NasTable> table) implements NasDirectory, RadSecClients {

  @Override
  public Optional<Nas> find(InetAddress address) {
    return table.get().find(address);
  }

  @Override
  public boolean mayConnect(InetAddress address) {
    return table.get().mayConnect(address);
  }

  @Override
  public Optional<Nas> find(InetAddress address, PeerCertificate certificate) {
    return table.get().find(address, certificate);
  }
}

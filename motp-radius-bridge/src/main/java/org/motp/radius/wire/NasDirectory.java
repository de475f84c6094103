package org.motp.radius.wire;

import java.net.InetAddress;
import java.util.Optional;

/** Knows which NAS has which address. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface NasDirectory {

  Optional<Nas> find(InetAddress address);
}

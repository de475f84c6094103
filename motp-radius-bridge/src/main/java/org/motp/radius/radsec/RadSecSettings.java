package org.motp.radius.radsec;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.motp.radius.tls.TlsSettings;

/**
 * Where TLS connections are taken, and how many.
 *
 * @param listen addresses; empty for nowhere
 * @param tls our certificate and key, and who must have issued those of the clients
 * @param connections how many there may be at once
 * @param idle after which a connection is closed on which nothing comes
 */
public record RadSecSettings(
    List<InetSocketAddress> listen, TlsSettings tls, int connections, Duration idle) {}

package org.motp.radius.eap;

import java.util.Set;

/**
 * How EAP is done.
 *
 * @param identity what clients are shown
 * @param minimum the least version of TLS
 * @param fragmentSize the most bytes of an EAP packet, unless a request's Framed-MTU allows less
 * @param conversations how many may be open at once
 * @param clients names of the NASes that may use it; empty for all
 */
public record EapSettings(
    ServerIdentity identity,
    TlsVersion minimum,
    int fragmentSize,
    int conversations,
    Set<String> clients) {

  public EapSettings {
    clients = Set.copyOf(clients);
  }

  boolean allows(String client) {
    return clients.isEmpty() || clients.contains(client);
  }
}

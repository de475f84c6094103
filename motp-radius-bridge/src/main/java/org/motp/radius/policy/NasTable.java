package org.motp.radius.policy;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.motp.radius.radsec.RadSecClients;
import org.motp.radius.tls.CertificateRule;
import org.motp.radius.tls.PeerCertificate;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.NasDirectory;

/**
 * Finds a NAS by its address: the longest prefix that contains it; over TLS the longest of those
 * that have its certificate. Immutable.
 */
public final class NasTable implements NasDirectory, RadSecClients {

  /**
   * A network and the NAS that lives in it.
   *
   * @param certificates by which it may connect over TLS; empty if it may not
   */
  public record Entry(Cidr network, Nas nas, List<CertificateRule> certificates) {

    public Entry {
      certificates = List.copyOf(certificates);
    }

    public Entry(Cidr network, Nas nas) {
      this(network, nas, List.of());
    }
  }

  private final List<Entry> longestFirst;

  public NasTable(List<Entry> entries) {
    this.longestFirst =
        entries.stream()
            .sorted(Comparator.comparingInt((Entry entry) -> entry.network().prefix()).reversed())
            .toList();
  }

  @Override
  public Optional<Nas> find(InetAddress address) {
    for (Entry entry : longestFirst) {
      if (entry.network().contains(address)) {
        return Optional.of(entry.nas());
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean mayConnect(InetAddress address) {
    return longestFirst.stream()
        .anyMatch(entry -> !entry.certificates().isEmpty() && entry.network().contains(address));
  }

  @Override
  public Optional<Nas> find(InetAddress address, PeerCertificate certificate) {
    return longestFirst.stream()
        .filter(entry -> entry.network().contains(address))
        .filter(entry -> entry.certificates().stream().anyMatch(rule -> rule.matches(certificate)))
        .findFirst()
        .map(entry -> entry.nas().overTls());
  }
}

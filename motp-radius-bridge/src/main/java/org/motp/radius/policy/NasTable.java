package org.motp.radius.policy;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.NasDirectory;

/** Finds a NAS by its address: the longest prefix that contains it. Immutable. */
public final class NasTable implements NasDirectory {

  /** A network and the NAS that lives in it. */
  public record Entry(Cidr network, Nas nas) {}

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
}

package org.motp.radius.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.motp.radius.radsec.RadSecSettings;
import org.motp.radius.tls.PemFiles;
import org.motp.radius.tls.TlsSettings;

/** The section {@code radsec}. */
final class RadSecSection {

  private RadSecSection() {}

  static RadSecSettings read(Settings settings) {
    List<InetSocketAddress> listen = SocketAddresses.list(settings, "radsec.listen", List.of());
    boolean on = !listen.isEmpty();
    TlsSettings tls =
        new TlsSettings(
            file(settings, "radsec.client-ca-file", on, PemFiles::certificates),
            file(settings, "radsec.certificate-file", on, PemFiles::certificates),
            file(settings, "radsec.key-file", on, PemFiles::privateKey));
    if (tls.certificateFile().isPresent() && tls.keyFile().isPresent()) {
      settings.read("radsec.key-file", file -> tls.context());
    }
    return new RadSecSettings(
        listen,
        tls,
        settings.integer("radsec.connections", 500, 1, 10_000),
        settings.duration(
            "radsec.idle-timeout",
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofHours(24)));
  }

  private static Optional<Path> file(
      Settings settings, String key, boolean needed, Settings.FileReader<?> reader) {
    if (needed && settings.text(key).isEmpty()) {
      settings.mistake(key, "is missing; radsec.listen needs a PEM file here");
    }
    return settings.read(key, reader).isPresent() ? settings.file(key) : Optional.empty();
  }
}

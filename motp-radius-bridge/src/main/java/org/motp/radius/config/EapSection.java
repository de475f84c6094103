package org.motp.radius.config;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.eap.EapSettings;
import org.motp.radius.eap.ServerIdentity;
import org.motp.radius.eap.TlsVersion;
import org.motp.radius.tls.PemFiles;

/** The section {@code eap}. Nothing of TLS is loaded if it is not there. */
final class EapSection {

  private static final String CERTIFICATE = "eap.certificate-file";
  private static final String KEY = "eap.key-file";

  private EapSection() {}

  /** What is configured; empty if EAP is not set up. */
  static Optional<EapSettings> read(Settings settings, List<String> known) {
    boolean certificate = settings.text(CERTIFICATE).isPresent();
    boolean key = settings.text(KEY).isPresent();
    TlsVersion minimum = settings.choice("eap.min-tls", TlsVersion.TLS12);
    int fragmentSize = settings.integer("eap.fragment-size", 1020, 128, 3500);
    int conversations = settings.integer("limits.eap-conversations", 1000, 1, 100_000);
    Set<String> clients = clients(settings, known);
    if (certificate != key) {
      settings.mistake(
          certificate ? KEY : CERTIFICATE,
          "is missing; a certificate and its private key go together");
    }
    return identity(settings)
        .map(identity -> new EapSettings(identity, minimum, fragmentSize, conversations, clients));
  }

  private static Set<String> clients(Settings settings, List<String> known) {
    Set<String> names = new LinkedHashSet<>(settings.list("eap.clients"));
    for (String name : names) {
      if (!known.contains(name)) {
        settings.mistake("eap.clients", "\"" + name + "\": no client is called so");
      }
    }
    return names;
  }

  private static Optional<ServerIdentity> identity(Settings settings) {
    Optional<List<X509Certificate>> chain =
        settings.read(
            CERTIFICATE, file -> ServerIdentity.check(PemFiles.certificates(file), Instant.now()));
    Optional<PrivateKey> key = settings.read(KEY, PemFiles::privateKey);
    if (chain.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return settings.read(
        KEY, file -> ServerIdentity.of(chain.get(), key.get(), new SecureRandom()));
  }
}

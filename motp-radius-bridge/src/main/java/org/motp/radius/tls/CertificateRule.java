package org.motp.radius.tls;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Which certificate somebody shows: by a name, the whole subject, or the fingerprint. Immutable.
 */
public final class CertificateRule {

  private static final String FINGERPRINT = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._:-]+");

  private final String text;
  private final Predicate<PeerCertificate> condition;

  private CertificateRule(String text, Predicate<PeerCertificate> condition) {
    this.text = text;
    this.condition = condition;
  }

  /**
   * Reads a rule.
   *
   * @param text {@code fg1.example.com} or {@code 192.0.2.1}, which must be in subjectAltName or be
   *     the common name; {@code CN=fg1,O=Example}, which must be the whole subject; or {@code
   *     sha256:} and the fingerprint, with or without colons
   * @throws IllegalArgumentException if it is none of these
   */
  public static CertificateRule parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith(FINGERPRINT)) {
      String digest = lower.substring(FINGERPRINT.length()).replace(":", "");
      if (!DIGEST.matcher(digest).matches()) {
        throw new IllegalArgumentException(
            "a SHA-256 fingerprint has 64 hexadecimal digits"
                + " (openssl x509 -noout -fingerprint -sha256 -in FILE)");
      }
      return new CertificateRule(text, peer -> peer.fingerprint().equals(digest));
    }
    if (text.contains("=")) {
      X500Principal subject = new X500Principal(text);
      return new CertificateRule(text, peer -> peer.subject().equals(subject));
    }
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a name such as fg1.example.com, a subject such as CN=fg1,O=Example,"
              + " or sha256: and a fingerprint");
    }
    return new CertificateRule(text, peer -> peer.names().contains(lower));
  }

  public boolean matches(PeerCertificate certificate) {
    return condition.test(certificate);
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.motp.radius.tls;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that {@code make.sh} beside them has made. */
public final class TestCertificates {

  private TestCertificates() {}

  /** Where a file is, such as {@code ca.pem}. */
  public static Path file(String name) {
    try {
      return Path.of(TestCertificates.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who has this certificate and believes those of this authority. */
  public static TlsSettings of(String name, String authority) {
    return new TlsSettings(
        Optional.of(file(authority + ".pem")),
        Optional.of(file(name + ".pem")),
        Optional.of(file(name + ".key")));
  }
}

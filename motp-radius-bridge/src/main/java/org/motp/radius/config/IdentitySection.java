package org.motp.radius.config;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.motp.radius.keycloak.ClientIdentity;
import org.motp.radius.keycloak.SigningKeyFile;
import org.motp.radius.tls.PemFiles;
import org.motp.radius.tls.TlsSettings;

/** How the bridge proves to Keycloak who it is: a part of the section {@code keycloak}. */
final class IdentitySection {

  private static final String AUTHENTICATION = "keycloak.client-authentication";
  private static final String SECRET = "keycloak.client-secret";
  private static final String KEY_FILE = "keycloak.client-key-file";
  private static final String CERTIFICATE_FILE = "keycloak.certificate-file";
  private static final String CERTIFICATE_KEY_FILE = "keycloak.certificate-key-file";

  private enum Authentication {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    TLS_CLIENT_AUTH
  }

  private IdentitySection() {}

  static ClientIdentity identity(Settings settings, TlsSettings tls) {
    Authentication kind = settings.choice(AUTHENTICATION, Authentication.CLIENT_SECRET_BASIC);
    boolean secret =
        kind == Authentication.CLIENT_SECRET_BASIC || kind == Authentication.CLIENT_SECRET_POST;
    if (!secret) {
      superfluous(settings, SECRET, kind);
      superfluous(settings, SECRET + "-file", kind);
    }
    if (kind != Authentication.PRIVATE_KEY_JWT) {
      superfluous(settings, KEY_FILE, kind);
    }
    return switch (kind) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          new ClientIdentity.Secret(
              SecretSource.read(settings, SECRET).orElse("missing"),
              kind == Authentication.CLIENT_SECRET_POST);
      case PRIVATE_KEY_JWT -> signingKey(settings);
      case TLS_CLIENT_AUTH -> {
        if (tls.certificateFile().isEmpty()) {
          settings.mistake(CERTIFICATE_FILE, "is missing; tls_client_auth needs a certificate");
        }
        yield new ClientIdentity.Certificate();
      }
    };
  }

  private static void superfluous(Settings settings, String key, Authentication kind) {
    if (settings.text(key).isPresent()) {
      settings.mistake(
          key,
          "is not used with "
              + AUTHENTICATION
              + ": "
              + kind.name().toLowerCase(Locale.ROOT)
              + "; one of them must go");
    }
  }

  private static ClientIdentity signingKey(Settings settings) {
    if (settings.text(KEY_FILE).isEmpty()) {
      settings.mistake(KEY_FILE, "is missing; private_key_jwt needs a private key (PEM or JWK)");
    }
    Optional<ClientIdentity.SigningKey> key = settings.read(KEY_FILE, SigningKeyFile::read);
    return key.isPresent() ? key.get() : new ClientIdentity.Certificate();
  }

  static TlsSettings tls(Settings settings) {
    settings.read("keycloak.ca-file", PemFiles::certificates);
    Optional<List<X509Certificate>> chain = settings.read(CERTIFICATE_FILE, PemFiles::certificates);
    Optional<PrivateKey> key = settings.read(CERTIFICATE_KEY_FILE, PemFiles::privateKey);
    Optional<Path> chainFile = settings.file(CERTIFICATE_FILE);
    Optional<Path> keyFile = settings.file(CERTIFICATE_KEY_FILE);
    if (chainFile.isPresent() != keyFile.isPresent()) {
      settings.mistake(
          chainFile.isPresent() ? CERTIFICATE_KEY_FILE : CERTIFICATE_FILE,
          "is missing; a certificate and its private key go together");
    }
    if (chain.isPresent() && key.isPresent()) {
      TlsSettings own = new TlsSettings(Optional.empty(), chainFile, keyFile);
      settings.read(CERTIFICATE_KEY_FILE, file -> own.context());
    }
    return new TlsSettings(settings.file("keycloak.ca-file"), chainFile, keyFile);
  }
}

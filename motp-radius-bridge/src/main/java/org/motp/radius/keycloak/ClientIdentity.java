package org.motp.radius.keycloak;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.PrivateKey;
import java.util.Optional;
import org.motp.radius.tls.TlsSettings;

/** How the bridge proves to Keycloak who it is. The text form shows nothing secret. */
public sealed interface ClientIdentity {

  /**
   * By a secret (RFC 6749 §2.3.1).
   *
   * @param inForm whether it is a form parameter; else it is in the header
   */
  record Secret(String secret, boolean inForm) implements ClientIdentity {
    @Override
    public String toString() {
      return inForm ? "client_secret_post" : "client_secret_basic";
    }
  }

  /**
   * By a token that it signs for each request (RFC 7523).
   *
   * @param keyId the key's id, if it has one
   */
  record SigningKey(PrivateKey key, JWSAlgorithm algorithm, Optional<String> keyId)
      implements ClientIdentity {
    @Override
    public String toString() {
      return "private_key_jwt";
    }
  }

  /** By the certificate of the TLS connection (RFC 8705), which is in {@link TlsSettings}. */
  record Certificate() implements ClientIdentity {
    @Override
    public String toString() {
      return "tls_client_auth";
    }
  }
}

package org.motp.radius.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PKITLSClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.security.interfaces.ECPrivateKey;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** Proves to Keycloak who is asking. Safe for use by several threads. */
final class ClientAuthenticator {

  /** Keycloak takes at most a minute; the clocks may differ. */
  private static final int ASSERTION_SECONDS = 30;

  @FunctionalInterface
  private interface Kind {
    Credentials authenticate(String audience);
  }

  private final Kind kind;

  ClientAuthenticator(String clientId, ClientIdentity identity, InstantSource clock) {
    ClientID id = new ClientID(clientId);
    if (identity instanceof ClientIdentity.Secret secret) {
      Credentials always =
          Credentials.of(
              secret.inForm()
                  ? new ClientSecretPost(id, new Secret(secret.secret()))
                  : new ClientSecretBasic(id, new Secret(secret.secret())));
      this.kind = audience -> always;
    } else if (identity instanceof ClientIdentity.SigningKey key) {
      this.kind = new Assertions(id, key, signer(key), clock);
    } else {
      Credentials always =
          Credentials.of(new PKITLSClientAuthentication(id, (SSLSocketFactory) null));
      this.kind = audience -> always;
    }
  }

  /**
   * For one request.
   *
   * @param audience the issuer that is asked
   */
  Credentials authenticate(String audience) {
    return kind.authenticate(audience);
  }

  private static JWSSigner signer(ClientIdentity.SigningKey key) {
    try {
      return key.key() instanceof ECPrivateKey ec
          ? new ECDSASigner(ec)
          : new RSASSASigner(key.key());
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key was checked when it was read", e);
    }
  }

  /** RFC 7523 §3, with an id of its own for each, because Keycloak takes none twice. */
  private record Assertions(
      ClientID id, ClientIdentity.SigningKey key, JWSSigner signer, InstantSource clock)
      implements Kind {
    @Override
    public Credentials authenticate(String audience) {
      Date now = Date.from(clock.instant());
      JWTAuthenticationClaimsSet claims =
          new JWTAuthenticationClaimsSet(
              id,
              List.of(new Audience(audience)),
              Date.from(clock.instant().plusSeconds(ASSERTION_SECONDS)),
              null,
              now,
              new JWTID());
      JWSHeader.Builder header = new JWSHeader.Builder(key.algorithm());
      key.keyId().ifPresent(header::keyID);
      try {
        SignedJWT assertion = new SignedJWT(header.build(), claims.toJWTClaimsSet());
        assertion.sign(signer);
        return Credentials.of(new PrivateKeyJWT(assertion));
      } catch (JOSEException e) {
        throw new IllegalStateException("the key was checked when it was read", e);
      }
    }
  }
}

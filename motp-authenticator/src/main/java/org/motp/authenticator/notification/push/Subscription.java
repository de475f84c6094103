package org.motp.authenticator.notification.push;

import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.PushSubscriptions;

/**
 * Where a browser wants its messages (Push API, PushSubscription). Whoever knows the endpoint can
 * send to it, so that it is in no log. Immutable.
 *
 * @param endpoint as the browser told it; whether anything may be sent there is {@link PushHosts}'
 *     business
 * @param publicKey the browser's, {@code p256dh}
 * @param authSecret 16 bytes, {@code auth}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Subscription(URI endpoint, ECPublicKey publicKey, byte[] authSecret) {
  private static final int AUTH_BYTES = 16;

  /**
   * Reads what the browser's PushSubscription.toJSON() says.
   *
   * @param publicKey in base64url
   * @param authSecret in base64url
   * @throws IllegalArgumentException when one of them is malformed
   */
  static Subscription parse(String endpoint, String publicKey, String authSecret) {
    byte[] auth = Base64.getUrlDecoder().decode(authSecret);
    if (auth.length != AUTH_BYTES) {
      throw new IllegalArgumentException("auth has " + auth.length + " bytes");
    }
    return new Subscription(
        URI.create(endpoint), P256.publicKey(Base64.getUrlDecoder().decode(publicKey)), auth);
  }

  /**
   * Reads what is kept.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  static Subscription of(PushSubscriptions.Row row) {
    return parse(row.endpoint(), row.publicKey(), row.authSecret());
  }

  @Override
  public String toString() {
    return "Subscription[" + endpoint.getHost() + "]";
  }
}

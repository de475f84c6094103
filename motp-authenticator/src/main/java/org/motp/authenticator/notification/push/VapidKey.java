package org.motp.authenticator.notification.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.motp.authenticator.crypto.P256;

/**
 * The pair of keys by which push services know a realm (VAPID, RFC 8292). Immutable and
 * thread-safe.
 */
record VapidKey(ECPublicKey publicKey, ECPrivateKey privateKey) {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      BASE64URL.encodeToString(
          "{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The uncompressed point in base64url: what a page subscribes with, and {@code k}. */
  String text() {
    return BASE64URL.encodeToString(P256.point(publicKey));
  }

  /**
   * The value of the header {@code Authorization} for a message.
   *
   * @param endpoint where it goes
   * @param expires end of the token in seconds since the epoch, at most 24 hours from now
   * @param contact whom the push service may ask, https or mailto; or null
   */
  String authorization(URI endpoint, long expires, String contact) {
    ObjectNode claims =
        JSON.createObjectNode().put("aud", PushHosts.origin(endpoint)).put("exp", expires);
    if (contact != null) {
      claims.put("sub", contact);
    }
    String signed =
        HEADER + "." + BASE64URL.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
    byte[] signature = P256.sign(privateKey, signed.getBytes(StandardCharsets.US_ASCII));
    return "vapid t=" + signed + "." + BASE64URL.encodeToString(signature) + ", k=" + text();
  }

  @Override
  public String toString() {
    return "VapidKey";
  }
}

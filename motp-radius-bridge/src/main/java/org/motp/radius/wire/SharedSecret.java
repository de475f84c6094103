package org.motp.radius.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the bridge and one NAS know (RFC 2865 §3), and the two digests that are made with it.
 * Immutable and safe for use by several threads. Its text form says nothing.
 */
public final class SharedSecret {

  private final byte[] secret;
  private final SecretKeySpec key;

  /**
   * Makes a secret.
   *
   * @param secret at least one character; used as UTF-8
   */
  public SharedSecret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(this.secret, "HmacMD5");
  }

  /** MD5 over the parts in order, followed by the secret. */
  byte[] md5WithSecretLast(byte[]... parts) {
    MessageDigest md5 = md5();
    for (byte[] part : parts) {
      md5.update(part);
    }
    return md5.digest(secret);
  }

  /** MD5 over the secret, followed by 16 bytes. */
  byte[] md5WithSecretFirst(byte[] block, int offset) {
    return md5WithSecretFirst(block, offset, 16);
  }

  /** MD5 over the secret, followed by some bytes. */
  byte[] md5WithSecretFirst(byte[] bytes, int offset, int length) {
    MessageDigest md5 = md5();
    md5.update(secret);
    md5.update(bytes, offset, length);
    return md5.digest();
  }

  byte[] hmacMd5(byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java has no HmacMD5, without which there is no RADIUS", e);
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no MD5, without which there is no RADIUS", e);
    }
  }

  @Override
  public String toString() {
    return "shared secret";
  }
}

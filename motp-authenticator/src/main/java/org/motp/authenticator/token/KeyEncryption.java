package org.motp.authenticator.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the keys of tokens with a key-encryption key that never lies in the database:
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. What belongs to the token (realm,
 * serial, algorithm) is authenticated with it, so that a row's key cannot be moved to another row.
 * Immutable and thread-safe.
 */
final class KeyEncryption {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> keys;
  private final String newestKeyId;
  private final SecureRandom random;
  private final byte[] markKey;

  private KeyEncryption(Map<String, SecretKey> keys, String newestKeyId, SecureRandom random) {
    this.keys = keys;
    this.newestKeyId = newestKeyId;
    this.random = random;
    this.markKey = hmac(keys.get(newestKeyId).getEncoded(), "motp wrong code");
  }

  /**
   * Reads key-encryption keys.
   *
   * @param text {@code id:base64} pairs, separated by commas or line ends; the first one encrypts,
   *     all decrypt
   * @throws IllegalArgumentException when a pair is malformed or a key has not 256 bits; the
   *     message carries no key
   */
  static KeyEncryption parse(String text, SecureRandom random) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String entry : text.strip().split("[,\\r\\n]+", -1)) {
      String pair = entry.strip();
      int colon = pair.indexOf(':');
      if (!pair.isEmpty() && colon < 1) {
        throw new IllegalArgumentException("entry " + (keys.size() + 1) + " is not id:base64");
      }
      if (!pair.isEmpty()) {
        String id = pair.substring(0, colon);
        if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
          throw new IllegalArgumentException(
              "the id of entry " + (keys.size() + 1) + " is not 1 to 32 of A-Z a-z 0-9 _ -");
        }
        if (keys.put(id, key(id, pair.substring(colon + 1))) != null) {
          throw new IllegalArgumentException("the id " + id + " stands twice");
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    return new KeyEncryption(Map.copyOf(keys), keys.keySet().iterator().next(), random);
  }

  private static SecretKey key(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      // Without the cause: its message would quote characters of the key.
      throw new IllegalArgumentException("the key " + id + " is not base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key " + id + " has " + bytes.length + " bytes and must have 32");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Encrypts a token's key. The answer names the key-encryption key: {@code id:base64}. */
  String encrypt(byte[] tokenKey, String realmId, String serial, CodeAlgorithm algorithm) {
    return encrypt(tokenKey, owner(realmId, serial, algorithm));
  }

  /**
   * Encrypts a secret. The answer names the key-encryption key: {@code id:base64}.
   *
   * @param owner what the secret belongs to and for what, so that no other row's secret can be put
   *     in its place
   */
  String encrypt(byte[] secret, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] ciphertext = gcm(Cipher.ENCRYPT_MODE, keys.get(newestKeyId), nonce, owner, secret, 0);
    byte[] whole = new byte[NONCE_BYTES + ciphertext.length];
    System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
    System.arraycopy(ciphertext, 0, whole, NONCE_BYTES, ciphertext.length);
    return newestKeyId + ":" + Base64.getEncoder().encodeToString(whole);
  }

  /**
   * Decrypts a token's key.
   *
   * @throws IllegalStateException when its key-encryption key is not configured, or when the row
   *     was tampered with
   */
  byte[] decrypt(String encrypted, String realmId, String serial, CodeAlgorithm algorithm) {
    return decrypt(encrypted, owner(realmId, serial, algorithm));
  }

  /**
   * Decrypts a secret.
   *
   * @throws IllegalStateException when its key-encryption key is not configured, or when the row
   *     was tampered with
   */
  byte[] decrypt(String encrypted, String owner) {
    int colon = encrypted.indexOf(':');
    String keyId = encrypted.substring(0, Math.max(colon, 0));
    SecretKey key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException(
          "what belongs to %s is encrypted with the key-encryption key '%s', which is not configured"
              .formatted(owner.replace('\n', ' '), keyId));
    }
    byte[] whole = Base64.getDecoder().decode(encrypted.substring(colon + 1));
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    return gcm(Cipher.DECRYPT_MODE, key, nonce, owner, whole, NONCE_BYTES);
  }

  /**
   * A keyed hash of something short, by which the same one is known again, such as a wrong code: 64
   * hexadecimal digits.
   *
   * @param owner what it belongs to and for what; without a space
   */
  String mark(String owner, String text) {
    return HexFormat.of().formatHex(hmac(markKey, owner + ' ' + text));
  }

  private static String owner(String realmId, String serial, CodeAlgorithm algorithm) {
    return realmId + '\n' + serial + '\n' + algorithm;
  }

  private static byte[] gcm(
      int mode, SecretKey key, byte[] nonce, String owner, byte[] input, int offset) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input, offset, input.length - offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret cannot be "
              + (mode == Cipher.ENCRYPT_MODE ? "encrypted" : "decrypted: its row was changed"),
          e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}

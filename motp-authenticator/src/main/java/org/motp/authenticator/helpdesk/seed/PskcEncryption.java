package org.motp.authenticator.helpdesk.seed;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the values of one key container are protected (RFC 6030 §6): AES in CBC mode with a
 * pre-shared key or one derived from a password (PBKDF2), and a MAC over initialisation vector and
 * ciphertext, without which CBC says nothing about whether the key is the right one. Immutable.
 */
final class PskcEncryption {
  private static final int BLOCK_BYTES = 16;

  /** Some seconds; a file that asks for more would only block the server. */
  private static final int MOST_ITERATIONS = 10_000_000;

  private static final Map<String, Integer> CIPHER_KEY_BYTES =
      Map.of("aes128-cbc", 16, "aes192-cbc", 24, "aes256-cbc", 32);
  private static final Map<String, String> MACS =
      Map.of("hmac-sha1", "HmacSHA1", "hmac-sha256", "HmacSHA256", "hmac-sha512", "HmacSHA512");

  private final Optional<byte[]> key;
  private final Optional<SecretKeySpec> macKey;

  private PskcEncryption(Optional<byte[]> key, Optional<SecretKeySpec> macKey) {
    this.key = key;
    this.macKey = macKey;
  }

  /**
   * @param encryptionKey the element EncryptionKey, which says how to get at the key
   * @param macMethod the element MACMethod
   * @throws SeedFileException when the file needs a key that is not there, or a wrong one is
   */
  static PskcEncryption of(
      Optional<XmlElement> encryptionKey, Optional<XmlElement> macMethod, FileKey given)
      throws SeedFileException {
    if (encryptionKey.isEmpty()) {
      return new PskcEncryption(Optional.empty(), Optional.empty());
    }
    Optional<XmlElement> derived = encryptionKey.get().find("DerivedKey");
    byte[] key = derived.isPresent() ? derive(derived.get(), given) : preShared(given);
    return new PskcEncryption(
        Optional.of(key), macMethod.isPresent() ? macKey(macMethod.get(), key) : Optional.empty());
  }

  private static byte[] preShared(FileKey given) throws SeedFileException {
    return given
        .preSharedKey()
        .orElseThrow(
            () -> new SeedFileException("the file is encrypted: its pre-shared key is needed"));
  }

  private static byte[] derive(XmlElement derivedKey, FileKey given) throws SeedFileException {
    char[] password =
        given
            .password()
            .orElseThrow(
                () -> new SeedFileException("the file is encrypted: its password is needed"));
    XmlElement method =
        derivedKey
            .find("KeyDerivationMethod")
            .filter(m -> name(m.attribute("Algorithm")).equals("pbkdf2"))
            .orElseThrow(() -> new SeedFileException("its key derivation is not PBKDF2"));
    XmlElement parameters =
        method
            .find("PBKDF2-params")
            .orElseThrow(() -> new SeedFileException("its key derivation has no parameters"));
    String prf = parameters.find("PRF").map(p -> name(p.attribute("Algorithm"))).orElse("");
    String mac = MACS.get(prf.isEmpty() ? "hmac-sha1" : prf);
    if (mac == null) {
      throw new SeedFileException("its key derivation uses an unknown hash function");
    }
    try {
      byte[] salt = base64(parameters.textOf("Salt", "Specified"));
      int iterations = Integer.parseInt(parameters.textOf("IterationCount"));
      int length = Integer.parseInt(parameters.textOf("KeyLength"));
      if (iterations > MOST_ITERATIONS || !CIPHER_KEY_BYTES.containsValue(length)) {
        throw new SeedFileException(
            "its key derivation asks for more than %d rounds or for no AES key"
                .formatted(MOST_ITERATIONS));
      }
      PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, length * Byte.SIZE);
      return SecretKeyFactory.getInstance("PBKDF2With" + mac).generateSecret(spec).getEncoded();
    } catch (IllegalArgumentException | GeneralSecurityException malformed) {
      throw new SeedFileException("its key derivation has unreadable parameters");
    }
  }

  /** Without a key of its own the MAC is made with the encryption key. */
  private static Optional<SecretKeySpec> macKey(XmlElement method, byte[] key)
      throws SeedFileException {
    String mac = MACS.get(name(method.attribute("Algorithm")));
    if (mac == null) {
      throw new SeedFileException("its MACs are none of HMAC with SHA-1, SHA-256 and SHA-512");
    }
    try {
      Optional<XmlElement> own = method.find("MACKey");
      byte[] macKey = own.isEmpty() ? key : decrypt(own.get(), key);
      return Optional.of(new SecretKeySpec(macKey, mac));
    } catch (BadRowException | IllegalArgumentException wrong) {
      throw new SeedFileException("the key or password is not this file's");
    }
  }

  /**
   * The value of a Secret, Counter or the like: decrypted, or as it stands there.
   *
   * @throws BadRowException when there is none, its MAC is wrong or missing
   */
  byte[] bytes(XmlElement value) throws BadRowException {
    Optional<XmlElement> encrypted = value.find("EncryptedValue");
    if (encrypted.isPresent()) {
      return decryptChecked(encrypted.get(), value.textOf("ValueMAC"));
    }
    if (value.find("ValueMAC").isPresent()) {
      throw new BadRowException("a value has a MAC, but is not encrypted");
    }
    String plain = value.textOf("PlainValue");
    if (plain.isEmpty()) {
      throw new BadRowException("the value of " + value.name() + " is empty");
    }
    try {
      return base64(plain);
    } catch (IllegalArgumentException notBase64) {
      // Without the cause: its message would quote characters of the key.
      throw new BadRowException("the value of " + value.name() + " is not base64");
    }
  }

  private byte[] decryptChecked(XmlElement encrypted, String mac) throws BadRowException {
    if (key.isEmpty() || macKey.isEmpty()) {
      throw new BadRowException("it is encrypted, but the file says not by which key and MAC");
    }
    try {
      Mac expected = Mac.getInstance(macKey.get().getAlgorithm());
      expected.init(macKey.get());
      byte[] hash = expected.doFinal(cipherValue(encrypted));
      if (!MessageDigest.isEqual(hash, base64(mac))) {
        throw new BadRowException(
            "its ValueMAC is wrong: the key is not this file's, or it was changed");
      }
      return decrypt(encrypted, key.get());
    } catch (IllegalArgumentException | GeneralSecurityException malformed) {
      throw new BadRowException("its encrypted value or its ValueMAC is unreadable");
    }
  }

  private static byte[] decrypt(XmlElement encrypted, byte[] key) throws BadRowException {
    String algorithm =
        encrypted.find("EncryptionMethod").map(m -> name(m.attribute("Algorithm"))).orElse("");
    if (!CIPHER_KEY_BYTES.containsKey(algorithm)) {
      throw new BadRowException("its encryption is not AES in CBC mode");
    }
    byte[] value = cipherValue(encrypted);
    if (key.length != CIPHER_KEY_BYTES.get(algorithm) || value.length < 2 * BLOCK_BYTES) {
      throw new BadRowException("its key or its encrypted value is too short or too long");
    }
    try {
      // XML Encryption §5.2 fills up with any bytes; only the last one, the count, means something.
      Cipher cipher = Cipher.getInstance("AES/CBC/ISO10126Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(Arrays.copyOf(value, BLOCK_BYTES)));
      return cipher.doFinal(value, BLOCK_BYTES, value.length - BLOCK_BYTES);
    } catch (GeneralSecurityException wrong) {
      throw new BadRowException("it cannot be decrypted: the key is not this file's");
    }
  }

  private static byte[] cipherValue(XmlElement encrypted) {
    return base64(encrypted.textOf("CipherData", "CipherValue"));
  }

  /** What an algorithm's URI ends with. */
  private static String name(String uri) {
    return uri.substring(uri.lastIndexOf('#') + 1);
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
  }
}

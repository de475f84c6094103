package org.motp.tests.house;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that the tests know and nobody else may learn from a log or a database: collected
 * where it comes into being, looked for at the end. Thread-safe.
 */
public final class Secrets {
  private final SecureRandom random = new SecureRandom();
  private final Set<String> texts = ConcurrentHashMap.newKeySet();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /** A new random text of 24 signs, each of which may stand in an address. */
  public String random() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    // Programs would take one with a hyphen in front for an option.
    return text(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('-', '.'));
  }

  /** A new key-encryption key, as Keycloak is told it. */
  public String keyEncryptionKey() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return "tests:" + text(Base64.getEncoder().encodeToString(key));
  }

  /** Passwords, States, client secrets. */
  public String text(String secret) {
    texts.add(secret);
    return secret;
  }

  /** Six digits that were typed. */
  public String code(String code) {
    codes.add(code);
    return code;
  }

  /** The key of a token, in Base32. */
  public String key(String base32) {
    keys.add(base32);
    return base32;
  }

  public Set<String> texts() {
    return new TreeSet<>(texts);
  }

  public Set<String> codes() {
    return new TreeSet<>(codes);
  }

  public Set<String> keys() {
    return new TreeSet<>(keys);
  }
}

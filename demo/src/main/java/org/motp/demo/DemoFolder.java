package org.motp.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the demo keeps between two starts: the database, and secrets that it made itself and that
 * nobody but its user can read.
 */
final class DemoFolder {

  /** Unpacked distribution, database and logs, with room for a second build. */
  static final long NEEDED_BYTES = 800_000_000;

  private final Path root;
  private final SecureRandom random;

  DemoFolder(Path root, SecureRandom random) {
    this.root = root;
    this.random = random;
  }

  /** Forgets users, tokens and secrets; what only costs time to make again stays. */
  void wipe() throws IOException {
    KeycloakInstallation.deleteTree(root.resolve("secrets"));
    KeycloakInstallation.deleteTree(keycloak().resolve("data"));
  }

  Path keycloak() {
    return root.resolve("keycloak");
  }

  Path bridgeLog() {
    return root.resolve("bridge.log");
  }

  /** Holds host and port of the bridge while it runs; {@code ./motp login} reads it. */
  Path vpnAddress() {
    return root.resolve("login");
  }

  Path bridgeConfig() {
    return root.resolve("motp-radius-bridge.yaml");
  }

  Path secretFile(String name) {
    return root.resolve("secrets").resolve(name);
  }

  /** A random secret of 144 bits, URL-safe, made at the first call. */
  String secret(String name) throws IOException {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return keepOnce(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The file with the key that encrypts the keys of tokens, made at the first call. */
  Path keyEncryptionKeys() throws IOException {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    keepOnce("key-encryption-keys", "demo:" + Base64.getEncoder().encodeToString(bytes));
    return secretFile("key-encryption-keys");
  }

  private String keepOnce(String name, String fresh) throws IOException {
    Path file = secretFile(name);
    if (!Files.exists(file)) {
      keep(name, fresh);
    }
    return Files.readString(file).strip();
  }

  /** Writes a secret so that only its owner can read it, from the first moment on. */
  void keep(String name, String secret) throws IOException {
    Path file = secretFile(name);
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n");
  }

  /**
   * Makes the folder.
   *
   * @throws DemoException when the disk is too full
   */
  void create() throws IOException {
    Files.createDirectories(root);
    long usable = Files.getFileStore(root).getUsableSpace();
    if (!Files.exists(keycloak()) && usable < NEEDED_BYTES) {
      throw new DemoException(
          "磁碟空間不足。 The disk is too full: the demo needs %d MB in %s, and %d MB are free."
              .formatted(NEEDED_BYTES / 1_000_000, root, usable / 1_000_000));
    }
  }
}

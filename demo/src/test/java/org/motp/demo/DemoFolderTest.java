package org.motp.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  @TempDir Path root;

  private DemoFolder folder;

  @BeforeEach
  void open() throws Exception {
    folder = new DemoFolder(root, new SecureRandom());
    folder.create();
  }

  @Test
  void keepsItsSecretsSoThatTheNextStartCanReadTheDatabase() throws Exception {
    String secret = folder.secret("radius-secret");
    String keys = Files.readString(folder.keyEncryptionKeys());
    DemoFolder nextStart = new DemoFolder(root, new SecureRandom());

    assertThat(nextStart.secret("radius-secret")).isEqualTo(secret).hasSizeGreaterThan(16);
    assertThat(Files.readString(nextStart.keyEncryptionKeys())).isEqualTo(keys);
  }

  @Test
  void makesAKeyOf256Bits() throws Exception {
    String keys = Files.readString(folder.keyEncryptionKeys()).strip();

    assertThat(keys).startsWith("demo:");
    assertThat(Base64.getDecoder().decode(keys.substring("demo:".length()))).hasSize(32);
  }

  @Test
  void letsNobodyElseReadASecret() throws Exception {
    folder.keep("client-secret", "first");
    folder.keep("client-secret", "second");

    Path file = folder.secretFile("client-secret");
    assertThat(Files.readString(file)).isEqualTo("second\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void forgetsSecretsAndDatabaseButNotWhatOnlyCostsTime() throws Exception {
    String secret = folder.secret("radius-secret");
    Path database = Files.createDirectories(folder.keycloak().resolve("data/h2"));
    Path library = Files.createDirectories(folder.keycloak().resolve("lib"));

    folder.wipe();

    assertThat(database).doesNotExist();
    assertThat(library).exists();
    assertThat(folder.secret("radius-secret")).isNotEqualTo(secret);
  }
}

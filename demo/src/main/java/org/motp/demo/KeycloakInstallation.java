package org.motp.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An unpacked Keycloak distribution in a folder of its own. What takes long (unpacking, building
 * the server with its providers) is done only when something has changed since the last time.
 */
final class KeycloakInstallation {

  /** Fixed when the server is built; everything else is said at each start. */
  private static final String DISTRIBUTION_MARK = ".motp-distribution";

  private static final String BUILD_MARK = ".motp-build";

  private final Path home;

  private KeycloakInstallation(Path home) {
    this.home = home;
  }

  /**
   * Unpacks the distribution unless that has been done; an older one is replaced, its data stay.
   *
   * @param zip keycloak-quarkus-dist
   */
  static KeycloakInstallation unpack(Path zip, Path home) throws IOException {
    String wanted = zip.getFileName() + " " + Files.size(zip);
    Path mark = home.resolve(DISTRIBUTION_MARK);
    if (!wanted.equals(read(mark))) {
      for (String part : List.of("bin", "lib", "providers", BUILD_MARK)) {
        deleteTree(home.resolve(part));
      }
      unzip(zip, home);
      Files.writeString(mark, wanted);
    }
    return new KeycloakInstallation(home);
  }

  private static void unzip(Path zip, Path home) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path inZip = Path.of(entry.getName()).normalize();
        if (entry.isDirectory() || inZip.getNameCount() < 2 || inZip.startsWith("..")) {
          continue;
        }
        Path target = home.resolve(inZip.subpath(1, inZip.getNameCount()));
        Files.createDirectories(target.getParent());
        Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
        if (target.toString().endsWith(".sh") && !target.toFile().setExecutable(true)) {
          throw new IOException("Cannot make " + target + " executable");
        }
      }
    }
  }

  Path home() {
    return home;
  }

  Path script() {
    return home.resolve("bin/kc.sh");
  }

  /** Puts exactly these provider jars into the server. */
  void install(List<Path> providers) throws IOException {
    Path folder = Files.createDirectories(home.resolve("providers"));
    List<Path> wanted = new ArrayList<>();
    for (Path provider : providers) {
      Path target = folder.resolve(provider.getFileName());
      wanted.add(target);
      if (!Files.exists(target) || Files.mismatch(provider, target) >= 0) {
        Files.copy(provider, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (var present = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : present) {
        if (!wanted.contains(jar)) {
          Files.delete(jar);
        }
      }
    }
  }

  /** The realm that an empty database is filled with at the next start. */
  void importAtStart(Path realm) throws IOException {
    Path folder = Files.createDirectories(home.resolve("data/import"));
    Files.copy(realm, folder.resolve("motp-realm.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Builds the server when its jars have changed, so that it starts without doing so.
   *
   * @throws IOException when the build fails, with the end of what it wrote
   */
  void build(List<String> options, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    String wanted = fingerprint(options);
    Path mark = home.resolve(BUILD_MARK);
    if (wanted.equals(read(mark))) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(script().toString(), "build"));
    command.addAll(options);
    try (ChildProcess build = ChildProcess.start(command, environment, home, log)) {
      build.await(() -> false, KeycloakServer.START_LIMIT);
      if (build.isAlive() || build.exitCode() != 0) {
        throw new IOException("Keycloak cannot be built, see " + log);
      }
    }
    Files.writeString(mark, wanted);
  }

  private String fingerprint(List<String> options) throws IOException {
    MessageDigest digest = sha256();
    digest.update(String.join(" ", options).getBytes(StandardCharsets.UTF_8));
    digest.update(read(home.resolve(DISTRIBUTION_MARK)).getBytes(StandardCharsets.UTF_8));
    try (var jars = Files.newDirectoryStream(home.resolve("providers"), "*.jar")) {
      List<Path> sorted = new ArrayList<>();
      jars.forEach(sorted::add);
      sorted.sort(null);
      for (Path jar : sorted) {
        digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(jar));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String read(Path mark) throws IOException {
    return Files.exists(mark) ? Files.readString(mark) : "";
  }

  /** Deletes a file or a folder with all that is in it; nothing happens when it is not there. */
  static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package org.motp.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the built parts of this project lie. Nothing is built here; see the script {@code motp}.
 */
public final class ProjectFiles {

  private static final Path REALM = Path.of("realm-export/motp-realm.json");

  private final Path root;

  private ProjectFiles(Path root) {
    this.root = root;
  }

  /** Finds the project around the current folder. */
  public static ProjectFiles locate() {
    return around(Path.of("").toAbsolutePath());
  }

  static ProjectFiles around(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(REALM))) {
        return new ProjectFiles(folder);
      }
    }
    throw new IllegalStateException(start + " is not inside the project: no " + REALM);
  }

  public Path root() {
    return root;
  }

  public Path realm() {
    return root.resolve(REALM);
  }

  /** The zip file of Keycloak's distribution. */
  public Path distribution() throws IOException {
    return newest(root.resolve("demo/target/keycloak"), "keycloak-quarkus-dist-*.zip");
  }

  /** The jars that go into Keycloak's folder {@code providers}. */
  public List<Path> providers() throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(newest(root.resolve("motp-authenticator/target"), "motp-authenticator*.jar"));
    jars.add(newest(root.resolve("motp-app/target"), "motp-app*.jar"));
    jars.add(newest(root.resolve("themes/target"), "motp-themes*.jar"));
    return jars;
  }

  public Path bridge() {
    return root.resolve("motp-radius-bridge/target/motp-radius-bridge.jar");
  }

  /** The file with the options for Java that the bridge is shipped with. */
  public Path bridgeOptions() {
    return root.resolve("motp-radius-bridge/src/main/dist/jvm.options");
  }

  /** The newest match: a build under another name or version leaves the older one lying there. */
  private static Path newest(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var matching = Files.newDirectoryStream(folder, pattern)) {
        matching.forEach(found::add);
      }
    }
    found.removeIf(path -> path.toString().matches(".*-(sources|javadoc|tests)\\.jar"));
    return found.stream()
        .max(Comparator.comparingLong(path -> path.toFile().lastModified()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Build the project first: no " + pattern + " in " + folder));
  }
}

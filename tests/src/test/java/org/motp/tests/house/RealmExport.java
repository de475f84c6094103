package org.motp.tests.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code kc.sh export} writes about the realm and its users. */
public final class RealmExport {
  private static final int PATIENCE_MINUTES = 3;

  private final Path keycloakHome;
  private final Map<String, String> environment;

  RealmExport(Path keycloakHome, Map<String, String> environment) {
    this.keycloakHome = keycloakHome;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Exports the realm from a copy of the database; Keycloak goes on running.
   *
   * @param folder of the copy
   * @return the realm file, as text
   */
  public String of(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("realm.json");
    Path log = folder.resolve("export.log");
    ProcessBuilder export =
        new ProcessBuilder(
                keycloakHome.resolve("bin/kc.sh").toString(),
                "export",
                "--optimized",
                "--realm=motp",
                "--file=" + file,
                "--db-url=" + Database.urlIn(folder),
                "--db-username=" + Database.USER)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    export.environment().putAll(environment);
    export
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    Process process = export.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (!Files.exists(file)) {
      throw new IOException("kc.sh export wrote nothing: " + Files.readString(log));
    }
    return Files.readString(file);
  }
}

package org.motp.tests.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.motp.demo.Ports;

/** A PostgreSQL server of its own, as Debian installs it, on the loopback address. */
final class Postgres implements AutoCloseable {

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final String USER = "keycloak";

  private final Path folder;
  private final int port = Ports.freeTcp();

  private Postgres(Path folder) {
    this.folder = folder;
  }

  static Postgres start() throws IOException, InterruptedException {
    // Not in the project's folder, which the user postgres may not enter.
    Path folder = Files.createTempDirectory("motp-postgres");
    Postgres postgres = new Postgres(folder);
    run("chown", "postgres", folder.toString());
    postgres.asPostgres("initdb", "-A", "trust", "-D", folder + "/data");
    postgres.asPostgres(
        "pg_ctl",
        "-D",
        folder + "/data",
        "-l",
        folder + "/log",
        "-w",
        "-o",
        "-p "
            + postgres.port
            + " -h 127.0.0.1 -k "
            + folder
            + " -c max_connections=300 -c fsync=off",
        "start");
    String port = Integer.toString(postgres.port);
    postgres.asPostgres("createuser", "-h", "127.0.0.1", "-p", port, USER);
    postgres.asPostgres("createdb", "-h", "127.0.0.1", "-p", port, "-O", USER, USER);
    return postgres;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
  }

  /** PostgreSQL refuses to run as root. */
  private void asPostgres(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    run(command.toArray(new String[0]));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " has failed");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      asPostgres("pg_ctl", "-D", folder + "/data", "-m", "immediate", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

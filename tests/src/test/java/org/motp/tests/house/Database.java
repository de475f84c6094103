package org.motp.tests.house;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Keycloak's database, read from outside while Keycloak runs, with Keycloak's own H2 driver. */
public final class Database {
  /** What Keycloak itself sets, and what lets a second process read. */
  private static final String SETTINGS = ";NON_KEYWORDS=VALUE;AUTO_SERVER=TRUE";

  private static final String FILE = "keycloakdb.mv.db";

  /** Keycloak's user in its database. */
  static final String USER = "keycloak";

  private final Path keycloakHome;
  private final String password;
  private final Driver driver;

  Database(Path keycloakHome, String password) throws IOException {
    this.keycloakHome = keycloakHome;
    this.password = password;
    this.driver = driver(keycloakHome.resolve("lib/lib/main"));
  }

  /** The URL as Keycloak and we open it. */
  static String url(Path keycloakHome) {
    return urlIn(keycloakHome.toAbsolutePath().resolve("data/h2"));
  }

  /** The URL of a database that lies in this folder. */
  static String urlIn(Path folder) {
    return "jdbc:h2:file:" + folder.resolve("keycloakdb") + SETTINGS;
  }

  private static Driver driver(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "com.h2database.h2-*.jar")) {
      URL[] h2 = {jars.iterator().next().toUri().toURL()};
      return loaded(h2);
    } catch (MalformedURLException e) {
      throw new IOException(e);
    }
  }

  // The loader lives as long as the driver, that is, as long as the tests.
  @SuppressWarnings("resource")
  private static Driver loaded(URL[] h2) throws IOException {
    try {
      return (Driver)
          new URLClassLoader(h2, Database.class.getClassLoader())
              .loadClass("org.h2.Driver")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("Keycloak's H2 driver cannot be loaded", e);
    }
  }

  /** The failures that stand with the token of this serial. */
  public int failures(String serial) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement("select FAILURES from MOTP_TOKEN where SERIAL = ?")) {
      query.setString(1, serial);
      try (ResultSet result = query.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException("there is no token " + serial);
        }
        return result.getInt(1);
      }
    }
  }

  /** The whole database as SQL. */
  public String dump() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet script = statement.executeQuery("SCRIPT NOPASSWORDS")) {
      while (script.next()) {
        lines.add(script.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  /** Writes a consistent copy of the database file, of the same name, into a folder. */
  public void copyTo(Path folder) throws SQLException, IOException {
    Path zip = Files.createTempFile("database", ".zip");
    Files.delete(zip);
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("BACKUP TO '" + zip.toAbsolutePath() + "'");
    }
    try (FileSystem packed = FileSystems.newFileSystem(zip)) {
      Files.copy(packed.getPath("/" + FILE), folder.resolve(FILE));
    }
    Files.delete(zip);
  }

  /** The database file as it lies on the disk. */
  public byte[] file() throws IOException {
    return Files.readAllBytes(keycloakHome.resolve("data/h2").resolve(FILE));
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", password);
    return driver.connect(url(keycloakHome), login);
  }
}

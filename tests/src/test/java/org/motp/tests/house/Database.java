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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return number("select FAILURES from MOTP_TOKEN where SERIAL = ?", serial);
  }

  /** How often a phone has tried a number for the question of this id. */
  public int tries(String question) throws SQLException {
    return number("select TRIES from MOTP_QUESTION where ID = ?", question);
  }

  /** How many rows a table has. */
  public int count(String table) throws SQLException {
    return number("select count(*) from " + table + " where ? = ''", "");
  }

  /** How many questions no phone has answered yet. */
  public int openQuestions() throws SQLException {
    return number("select count(*) from MOTP_QUESTION where STATE = ?", "OPEN");
  }

  private int number(String sql, String parameter) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet result = query.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException("there is no row for " + parameter);
        }
        return result.getInt(1);
      }
    }
  }

  /**
   * As many users as one likes, each with our app and one open question: copies of one who has been
   * asked once.
   *
   * @param serial of the one token of our app that is copied
   */
  public void askMany(String serial, int users, long now) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "create local temporary table MANY as select X from system_range(1, " + users + ")");
      copy(
          statement,
          "MOTP_TOKEN",
          "SERIAL = '" + serial + "'",
          Map.of(
              "ID",
              "'many-' || X",
              "USER_ID",
              "'many-' || X",
              "PENDING_FOR",
              "'many-' || X",
              "SERIAL",
              "'M' || X"));
      copy(
          statement,
          "MOTP_APP",
          "TOKEN_ID = (select ID from MOTP_TOKEN where SERIAL = '" + serial + "')",
          Map.of("TOKEN_ID", "'many-' || X"));
      copy(
          statement,
          "MOTP_QUESTION",
          "TOKEN_ID = (select ID from MOTP_TOKEN where SERIAL = '" + serial + "')",
          Map.of(
              "ID",
              "'many-' || X",
              "USER_ID",
              "'many-' || X",
              "TOKEN_ID",
              "'many-' || X",
              "OPEN_FOR",
              "'many-' || X",
              "STATE",
              "'OPEN'",
              "ASKED",
              "" + now,
              "EXPIRES",
              "" + (now + 300)));
    }
  }

  private static void copy(
      Statement statement, String table, String which, Map<String, String> changes)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (ResultSet names =
        statement.executeQuery(
            "select COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_NAME = '"
                + table
                + "'")) {
      while (names.next()) {
        columns.add(names.getString(1));
        values.add(changes.getOrDefault(names.getString(1), names.getString(1)));
      }
    }
    statement.execute(
        "insert into "
            + table
            + " ("
            + String.join(", ", columns)
            + ") select "
            + String.join(", ", values)
            + " from "
            + table
            + ", MANY where "
            + which);
  }

  /** Takes the copies away. */
  public void forgetMany() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("delete from MOTP_QUESTION where USER_ID like 'many-%'");
      statement.execute("delete from MOTP_TOKEN where USER_ID like 'many-%'");
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

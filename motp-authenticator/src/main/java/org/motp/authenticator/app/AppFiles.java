package org.motp.authenticator.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the phone's web app, from the jar {@code motp-app.jar}, as they are sent. Read once;
 * immutable.
 */
final class AppFiles {
  /** The page that the app's address itself is. */
  static final String PAGE = "index.html";

  static final String WORKER = "sw.js";

  private static final String FOLDER = "motp-app/";
  private static final String LIST = "files.txt";
  private static final int VERSION_DIGITS = 16;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final Map<String, AppFile> files;
  private final String version;

  private AppFiles(Map<String, byte[]> contents) {
    version = digest(contents.values()).substring(0, VERSION_DIGITS);
    files =
        contents.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, file -> made(file.getKey(), complete(file, contents))));
  }

  /** Waits with reading until somebody opens the app. */
  private static final class Loaded {
    static final Optional<AppFiles> FILES = read(AppFiles.class.getClassLoader());
  }

  /** The app; empty when its jar is not beside this one. */
  static Optional<AppFiles> installed() {
    return Loaded.FILES;
  }

  static Optional<AppFiles> read(ClassLoader loader) {
    return content(loader, LIST)
        .map(
            list -> {
              Map<String, byte[]> contents = new TreeMap<>();
              for (String name : new String(list, StandardCharsets.UTF_8).lines().toList()) {
                contents.put(
                    name,
                    content(loader, name)
                        .orElseThrow(
                            () -> new IllegalStateException("motp-app.jar lacks " + name)));
              }
              return new AppFiles(contents);
            });
  }

  private static Optional<byte[]> content(ClassLoader loader, String name) {
    try (InputStream stream = loader.getResourceAsStream(FOLDER + name)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file by its name; empty when there is none. */
  Optional<AppFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Changes whenever any file does. */
  String version() {
    return version;
  }

  /** The worker is told what to keep, and is another one with every version of the app. */
  private byte[] complete(Map.Entry<String, byte[]> file, Map<String, byte[]> contents) {
    if (!file.getKey().equals(WORKER)) {
      return file.getValue();
    }
    String kept =
        contents.keySet().stream()
            .filter(name -> !name.equals(WORKER))
            .map(name -> '"' + (name.equals(PAGE) ? "" : name) + '"')
            .collect(Collectors.joining(","));
    String build = "const BUILD = {version: \"" + version + "\", files: [" + kept + "]};\n";
    ByteArrayOutputStream complete = new ByteArrayOutputStream();
    complete.writeBytes(build.getBytes(StandardCharsets.UTF_8));
    complete.writeBytes(file.getValue());
    return complete.toByteArray();
  }

  private static AppFile made(String name, byte[] content) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    Optional<byte[]> compressed =
        type.equals("image/png") ? Optional.empty() : Optional.of(gzip(content));
    return new AppFile(type, content, compressed, digest(List.of(content)));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String digest(Iterable<byte[]> contents) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * A file as it is sent.
   *
   * @param type its media type
   * @param compressed by gzip; empty where that is of no use
   * @param digest names the content
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record AppFile(String type, byte[] content, Optional<byte[]> compressed, String digest) {}
}

package org.motp.tests.vpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.motp.tests.house.Tool;

/** A certification authority with a folder of its own. Everything in it is PEM. */
public final class Authority {
  private static final String DAYS = "300";

  private final Path folder;
  private final Path certificate;
  private final Path key;
  private final List<Path> above;

  private Authority(Path folder, Path certificate, Path key, List<Path> above) {
    this.folder = folder;
    this.certificate = certificate;
    this.key = key;
    this.above = above;
  }

  /**
   * A certificate with its key.
   *
   * @param chain the certificate itself, then those of the authorities below the root
   */
  public record Issued(Path chain, Path key) {}

  /** A new root. */
  public static Authority root(Path folder, String name) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path certificate = folder.resolve(name + ".pem").toAbsolutePath();
    Path key = folder.resolve(name + ".key").toAbsolutePath();
    List<String> line = new ArrayList<>(List.of("req", "-x509", "-days", DAYS, "-nodes"));
    line.addAll(List.of("-newkey", "rsa:2048", "-keyout", key.toString()));
    line.addAll(List.of("-out", certificate.toString(), "-subj", "/CN=" + name));
    Tool.OPENSSL.run("", line.toArray(String[]::new));
    return new Authority(folder, certificate, key, List.of());
  }

  /** What its clients trust. */
  public Path certificate() {
    return certificate;
  }

  /** An authority below this one. */
  public Authority below(String name) {
    Path issued = sign(name, List.of("rsa:2048"), "basicConstraints=critical,CA:TRUE\n");
    List<Path> chain = new ArrayList<>(List.of(issued));
    chain.addAll(above);
    return new Authority(folder, issued, folder.resolve(name + ".key"), chain);
  }

  /** A certificate for a server with an RSA key. */
  public Issued rsa(String name) {
    return issued(name, List.of("rsa:2048"));
  }

  /** A certificate for a server with an EC key. */
  public Issued ec(String name) {
    return issued(name, List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
  }

  private Issued issued(String name, List<String> kind) {
    Path leaf = sign(name, kind, "subjectAltName=DNS:" + name + "\nextendedKeyUsage=serverAuth\n");
    Path chain = folder.resolve(name + "-chain.pem").toAbsolutePath();
    try {
      StringBuilder text = new StringBuilder(Files.readString(leaf));
      for (Path path : above) {
        text.append(Files.readString(path));
      }
      Files.writeString(chain, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Issued(chain, folder.resolve(name + ".key").toAbsolutePath());
  }

  private Path sign(String name, List<String> kind, String extensions) {
    Path request = folder.resolve(name + ".csr");
    Path issued = folder.resolve(name + ".pem");
    Path extensionFile = folder.resolve(name + ".ext");
    List<String> line = new ArrayList<>(List.of("req", "-nodes", "-newkey"));
    line.addAll(kind);
    line.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
    line.addAll(List.of("-out", request.toString(), "-subj", "/CN=" + name));
    Tool.OPENSSL.run("", line.toArray(String[]::new));
    try {
      Files.writeString(extensionFile, extensions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tool.OPENSSL.run(
        "",
        "x509",
        "-req",
        "-in",
        request.toString(),
        "-days",
        DAYS,
        "-CA",
        certificate.toString(),
        "-CAkey",
        key.toString(),
        "-CAcreateserial",
        "-out",
        issued.toString(),
        "-extfile",
        extensionFile.toString());
    return issued;
  }
}

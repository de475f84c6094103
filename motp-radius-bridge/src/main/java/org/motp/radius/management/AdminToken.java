package org.motp.radius.management;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Who may give commands: whoever can read a file that the bridge writes at its start, which are its
 * own user and root. The word in it is random and ends with the process.
 */
final class AdminToken {

  private static final int BYTES = 32;
  private static final String BEARER = "Bearer ";

  private final byte[] token;

  private AdminToken(String token) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Makes a new word and writes it where only the owner can read it.
   *
   * @throws IOException if it cannot be written
   */
  static AdminToken write(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".admin-token",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, token);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new AdminToken(token);
  }

  /** Reads what the running bridge has written, as the header of a request. */
  static String header(Path file) throws IOException {
    return BEARER + Files.readString(file).strip();
  }

  /**
   * Whether a request comes from somebody who can read the file.
   *
   * @param authorization the header; null if there is none
   */
  boolean opens(String authorization) {
    return authorization != null
        && authorization.startsWith(BEARER)
        && MessageDigest.isEqual(
            token, authorization.substring(BEARER.length()).getBytes(StandardCharsets.US_ASCII));
  }
}

package org.motp.authenticator.helpdesk.seed;

import java.util.HexFormat;
import java.util.Optional;

/**
 * What opens an encrypted seed file.
 *
 * @param preSharedKey the key itself, for a file that names one
 * @param password for a file that derives its key from one
 */
public record FileKey(Optional<byte[]> preSharedKey, Optional<char[]> password) {
  /** For files that are not encrypted. */
  public static final FileKey NONE = new FileKey(Optional.empty(), Optional.empty());

  /**
   * Reads what an administrator sent; null or "" is nothing.
   *
   * @param preSharedKey hexadecimal digits, two for a byte
   * @throws SeedFileException when the key is not hexadecimal
   */
  public static FileKey of(String preSharedKey, String password) throws SeedFileException {
    try {
      return new FileKey(
          given(preSharedKey).map(hex -> HexFormat.of().parseHex(hex.strip())),
          given(password).map(String::toCharArray));
    } catch (IllegalArgumentException notHex) {
      // Without the cause: its message would quote characters of the key.
      throw new SeedFileException("the pre-shared key is not hexadecimal");
    }
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty());
  }

  @Override
  public String toString() {
    return "FileKey";
  }
}

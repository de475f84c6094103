package org.motp.authenticator.helpdesk.seed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.motp.authenticator.token.HardwareToken;

/** The seed files that can be read. */
public enum SeedFormat {
  /** Portable Symmetric Key Container (RFC 6030), XML. */
  PSKC,
  /** {@code serial, hexadecimal key, totp|hotp, digits, step or counter[, hash]}. */
  OATH,
  /** Microsoft's table for Entra ID, with a header and base32 keys. */
  ENTRA;

  private static final int BEGINNING = 1024;

  /** The format of this name in whatever case. */
  public static Optional<SeedFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.name().equalsIgnoreCase(name)).findAny();
  }

  /** The format that a file looks like. */
  public static SeedFormat detect(byte[] file) {
    String start =
        new String(file, 0, Math.min(file.length, BEGINNING), StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<")) {
      return PSKC;
    }
    String firstLine = start.lines().findFirst().orElse("");
    return firstLine.contains("serial number") && firstLine.contains("secret key") ? ENTRA : OATH;
  }

  /**
   * Reads a file of this format. A serial that stands twice is refused the second time.
   *
   * @param file the whole file; CSV in UTF-8, with or without a byte order mark
   * @param key what opens it, if it is encrypted
   * @return a row for each row of the file, in its order
   * @throws SeedFileException when no row can be read: wrong key, broken XML, another format
   */
  public List<SeedRow> read(byte[] file, FileKey key) throws SeedFileException {
    List<SeedRow> rows =
        switch (this) {
          case PSKC -> new PskcFile(key).read(file);
          case OATH -> OathCsv.read(file);
          case ENTRA -> EntraCsv.read(file);
        };
    if (rows.isEmpty()) {
      throw new SeedFileException("there is no token in the file");
    }
    return withoutRepetitions(rows);
  }

  private static List<SeedRow> withoutRepetitions(List<SeedRow> rows) {
    Map<String, Integer> lines = new HashMap<>();
    return rows.stream()
        .map(
            row -> {
              Integer earlier =
                  row.token()
                      .map(HardwareToken::serial)
                      .map(serial -> lines.putIfAbsent(serial, row.line()))
                      .orElse(null);
              return earlier == null
                  ? row
                  : row.refused("the serial stands in line %d already".formatted(earlier));
            })
        .toList();
  }
}

package org.motp.authenticator.helpdesk.seed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.keycloak.models.utils.Base32;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/**
 * The table that administrators upload to Microsoft Entra ID: a header line, then TOTP tokens with
 * SHA-1 and six digits. The column {@code upn} is ignored: whose token it is, its owner says by
 * registering it.
 */
final class EntraCsv {
  private static final String SERIAL = "serial number";
  private static final String KEY = "secret key";
  private static final String INTERVAL = "time interval";
  private static final List<String> NEEDED = List.of(SERIAL, KEY, INTERVAL);
  private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]+");

  private final Map<String, Integer> columns;

  private EntraCsv(Map<String, Integer> columns) {
    this.columns = columns;
  }

  static List<SeedRow> read(byte[] file) throws SeedFileException {
    List<CsvLine> lines = CsvLine.of(file);
    if (lines.isEmpty()) {
      return List.of();
    }
    EntraCsv table = new EntraCsv(header(lines.get(0)));
    return lines.stream().skip(1).map(table::row).toList();
  }

  private static Map<String, Integer> header(CsvLine line) throws SeedFileException {
    List<String> names = new ArrayList<>();
    try {
      line.fields().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    } catch (BadRowException bad) {
      throw new SeedFileException("line %d: %s".formatted(line.number(), bad.getMessage()));
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(names.get(i), i);
    }
    if (!columns.keySet().containsAll(NEEDED)) {
      throw new SeedFileException(
          "the first line must name the columns upn, serial number, secret key, time interval,"
              + " manufacturer, model");
    }
    return columns;
  }

  private SeedRow row(CsvLine line) {
    String serial = "";
    try {
      List<String> fields = line.fields();
      if (fields.size() != columns.size()) {
        throw new BadRowException(
            "the line has %d fields and the header %d".formatted(fields.size(), columns.size()));
      }
      serial = fields.get(columns.get(SERIAL));
      return SeedRow.of(
          line.number(),
          new HardwareToken(
              TokenFields.serial(serial),
              TokenFields.totp(
                  HashAlgorithm.SHA1,
                  new BigInteger(TokenFields.DEFAULT_DIGITS),
                  TokenFields.number(fields.get(columns.get(INTERVAL)), "the time interval")),
              key(fields.get(columns.get(KEY))),
              BigInteger.ZERO,
              null,
              null));
    } catch (BadRowException | IllegalArgumentException bad) {
      return SeedRow.refused(line.number(), serial, bad.getMessage());
    }
  }

  private static byte[] key(String written) throws BadRowException {
    String base32 = written.replace(" ", "").replaceAll("=+$", "").toUpperCase(Locale.ROOT);
    if (!BASE32.matcher(base32).matches()) {
      throw new BadRowException("the secret key is not base32");
    }
    return Base32.decode(base32);
  }
}

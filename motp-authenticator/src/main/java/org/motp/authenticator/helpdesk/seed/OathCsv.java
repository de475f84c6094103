package org.motp.authenticator.helpdesk.seed;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.motp.authenticator.otp.HashAlgorithm;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.HardwareToken;

/**
 * The CSV that privacyIDEA, LinOTP and many manufacturers write: serial, hexadecimal key, totp or
 * hotp, digits, then the step in seconds (totp) or the counter (hotp), and the hash function. The
 * last two may be missing; {@code #} starts a comment.
 */
final class OathCsv {
  private static final int FEWEST_FIELDS = 4;
  private static final int MOST_FIELDS = 6;

  /**
   * Some write the step into rows of hotp as well. Counted from 0, such a token is found at its
   * registration in either case.
   */
  private static final Set<String> RATHER_STEP_THAN_COUNTER = Set.of("30", "60", "");

  private OathCsv() {}

  static List<SeedRow> read(byte[] file) {
    return CsvLine.of(file).stream().map(OathCsv::row).toList();
  }

  private static SeedRow row(CsvLine line) {
    String serial = "";
    try {
      List<String> fields = line.fields();
      if (fields.size() < FEWEST_FIELDS || fields.size() > MOST_FIELDS) {
        throw new BadRowException(
            "the line has %d fields and must have %d to %d"
                .formatted(fields.size(), FEWEST_FIELDS, MOST_FIELDS));
      }
      serial = fields.get(0);
      return SeedRow.of(line.number(), token(fields));
    } catch (BadRowException | IllegalArgumentException bad) {
      return SeedRow.refused(line.number(), serial, bad.getMessage());
    }
  }

  private static HardwareToken token(List<String> fields) throws BadRowException {
    String serial = TokenFields.serial(fields.get(0));
    byte[] key = key(fields.get(1));
    BigInteger digits = TokenFields.number(fields.get(3), "the number of digits");
    String stepOrCounter = fields.size() > 4 ? fields.get(4) : "";
    HashAlgorithm hash = TokenFields.hash(fields.size() > 5 ? fields.get(5) : "");
    BigInteger counter = BigInteger.ZERO;
    CodeAlgorithm algorithm;
    switch (fields.get(2).toLowerCase(Locale.ROOT)) {
      case "totp" ->
          algorithm =
              TokenFields.totp(
                  hash,
                  digits,
                  TokenFields.number(
                      stepOrCounter.isEmpty() ? TokenFields.DEFAULT_PERIOD : stepOrCounter,
                      "the step"));
      case "hotp" -> {
        algorithm = TokenFields.hotp(hash, digits);
        if (!RATHER_STEP_THAN_COUNTER.contains(stepOrCounter)) {
          counter = TokenFields.number(stepOrCounter, "the counter");
        }
      }
      default -> throw new BadRowException("the third field is neither totp nor hotp");
    }
    return new HardwareToken(serial, algorithm, key, counter, null, null);
  }

  private static byte[] key(String hex) throws BadRowException {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException notHex) {
      // Without the cause: its message would quote characters of the key.
      throw new BadRowException("the key is not hexadecimal");
    }
  }
}

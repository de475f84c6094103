package org.motp.authenticator.helpdesk.seed;

import java.util.Optional;
import org.motp.authenticator.token.HardwareToken;

/**
 * What became of one row of a seed file: a token, or a refusal with its reason.
 *
 * @param line where the row starts, from 1
 * @param serial as far as it could be read, else ""
 * @param token empty when the row was refused
 * @param refusal why, for an administrator to read, without the key; "" for a token
 */
public record SeedRow(int line, String serial, Optional<HardwareToken> token, String refusal) {
  private static final int LONGEST_SHOWN_SERIAL = 64;

  static SeedRow of(int line, HardwareToken token) {
    return new SeedRow(line, token.serial(), Optional.of(token), "");
  }

  /** The row with a reason instead of its token. */
  public SeedRow refused(String reason) {
    return refused(line, serial, reason);
  }

  static SeedRow refused(int line, String serial, String reason) {
    String shown =
        serial.length() <= LONGEST_SHOWN_SERIAL
            ? serial
            : serial.substring(0, LONGEST_SHOWN_SERIAL) + "…";
    return new SeedRow(line, shown, Optional.empty(), reason);
  }
}

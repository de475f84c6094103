package org.motp.authenticator.token;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Draws what is random about a new software token. Thread-safe as its source is. */
record NewToken(SecureRandom random) {
  private static final int KEY_BYTES = 20;
  private static final int SERIAL_BYTES = 4;

  /** A key of 160 random bits (RFC 4226 §4, R6). */
  byte[] key() {
    return bytes(KEY_BYTES);
  }

  /** Eight upper-case hexadecimal digits; the database refuses one that is taken. */
  String serial() {
    return HexFormat.of().withUpperCase().formatHex(bytes(SERIAL_BYTES));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

package org.motp.authenticator.app;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.motp.authenticator.crypto.Hkdf;

/**
 * What server and phone derive from the secret that they share, each on its own.
 *
 * @param otpKey the token's key, 160 bits
 * @param confirmation six digits that the phone shows and the user types into the page
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Agreement(byte[] otpKey, String confirmation) {
  private static final int OTP_KEY_BYTES = 20;
  private static final int CONFIRMATION_BYTES = 8;
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /**
   * Derives both.
   *
   * @param sharedSecret the x-coordinate that ECDH gives
   * @param transcript what both sides have said, of which the phone signed every byte
   */
  static Agreement of(byte[] sharedSecret, byte[] transcript) {
    byte[] salt = Sha256.of(transcript);
    byte[] number = derive(sharedSecret, salt, "motp confirmation", CONFIRMATION_BYTES);
    return new Agreement(
        derive(sharedSecret, salt, "motp otp key", OTP_KEY_BYTES),
        "%06d".formatted(new BigInteger(1, number).mod(MILLION).intValue()));
  }

  private static byte[] derive(byte[] secret, byte[] salt, String info, int length) {
    return Hkdf.derive(secret, salt, info.getBytes(StandardCharsets.US_ASCII), length);
  }

  @Override
  public String toString() {
    return "Agreement";
  }
}

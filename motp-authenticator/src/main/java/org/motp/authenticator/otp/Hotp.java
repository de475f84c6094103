package org.motp.authenticator.otp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Counter-based one-time passwords (RFC 4226), with the hash functions of RFC 6238.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Hotp {

  private static final int MIN_DIGITS = 6;
  private static final int MAX_DIGITS = 8;
  private static final int[] POWERS_OF_TEN = {1_000_000, 10_000_000, 100_000_000};

  private final HashAlgorithm algorithm;
  private final int digits;

  /**
   * @param algorithm the hash function of the HMAC
   * @param digits length of the codes, 6 to 8
   * @throws IllegalArgumentException if {@code digits} is out of range
   */
  public Hotp(HashAlgorithm algorithm, int digits) {
    if (digits < MIN_DIGITS || digits > MAX_DIGITS) {
      throw new IllegalArgumentException("A code has 6 to 8 digits, not " + digits);
    }
    this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
    this.digits = digits;
  }

  /** The hash function of the HMAC. */
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** Length of the codes, 6 to 8. */
  public int digits() {
    return digits;
  }

  /**
   * The code of one counter value.
   *
   * @param key the shared key, not empty; neither kept nor changed
   * @param counter the moving factor, an unsigned 64-bit number
   * @return exactly {@link #digits()} decimal digits
   * @throws IllegalArgumentException if the key is empty
   */
  public String code(byte[] key, long counter) {
    byte[] hash = hmac(key, ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
    int offset = hash[hash.length - 1] & 0x0f;
    int truncated = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    int code = truncated % POWERS_OF_TEN[digits - MIN_DIGITS];
    // The root locale, because others write other digits than 0 to 9.
    return String.format(Locale.ROOT, "%0" + digits + "d", code);
  }

  private byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm.macName());
      mac.init(new SecretKeySpec(key, algorithm.macName()));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + algorithm.macName(), e);
    }
  }
}

package org.motp.authenticator.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is signed: fields one after the other, each with its length before it as an unsigned 16-bit
 * big-endian number, so that no two lists of fields have the same bytes. The first field says what
 * is signed. For one thread.
 */
public final class Fields {
  private static final int LONGEST = 0xFFFF;

  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

  /**
   * Starts a list.
   *
   * @param purpose what is signed, such as {@code motp-app-request-1}
   */
  public Fields(String purpose) {
    add(purpose);
  }

  /**
   * Adds a text as UTF-8.
   *
   * @throws IllegalArgumentException when it has more than 65535 bytes
   */
  public Fields add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number in decimal digits. */
  public Fields add(long number) {
    return add(Long.toString(number));
  }

  /**
   * Adds bytes.
   *
   * @throws IllegalArgumentException when they are more than 65535
   */
  public Fields add(byte[] field) {
    if (field.length > LONGEST) {
      throw new IllegalArgumentException("a field of " + field.length + " bytes");
    }
    encoded.write(field.length >> 8);
    encoded.write(field.length);
    encoded.writeBytes(field);
    return this;
  }

  /** All fields so far. */
  public byte[] encoded() {
    return encoded.toByteArray();
  }
}

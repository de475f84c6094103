package org.motp.radius.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Optional;

/** The hiding of User-Password (RFC 2865 §5.2). */
public final class UserPassword {

  private static final int BLOCK = 16;

  private UserPassword() {}

  /**
   * Makes a User-Password attribute.
   *
   * @param password at most 240 bytes
   */
  public static Attribute hide(byte[] password, byte[] requestAuthenticator, SharedSecret secret) {
    int blocks = Math.max(1, (password.length + BLOCK - 1) / BLOCK);
    byte[] hidden = Arrays.copyOf(password, blocks * BLOCK);
    byte[] previous = requestAuthenticator;
    int previousOffset = 0;
    for (int block = 0; block < hidden.length; block += BLOCK) {
      xor(hidden, block, secret.md5WithSecretFirst(previous, previousOffset));
      previous = hidden;
      previousOffset = block;
    }
    return new Attribute(AttributeType.USER_PASSWORD, hidden);
  }

  /**
   * Reads a User-Password attribute as text, without its padding.
   *
   * @return empty if its length is no multiple of 16, if it is no text in that charset, or if it
   *     has a NUL inside: mostly because the NAS has another secret
   */
  public static Optional<String> reveal(
      Attribute attribute, byte[] requestAuthenticator, SharedSecret secret, Charset charset) {
    byte[] hidden = attribute.value();
    if (hidden.length == 0 || hidden.length % BLOCK != 0) {
      return Optional.empty();
    }
    byte[] plain = hidden.clone();
    byte[] previous = requestAuthenticator;
    int previousOffset = 0;
    for (int block = 0; block < hidden.length; block += BLOCK) {
      xor(plain, block, secret.md5WithSecretFirst(previous, previousOffset));
      previous = hidden;
      previousOffset = block;
    }
    int length = plain.length;
    while (length > 0 && plain[length - 1] == 0) {
      length--;
    }
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(plain, 0, length))
              .toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static void xor(byte[] bytes, int offset, byte[] pad) {
    for (int i = 0; i < BLOCK; i++) {
      bytes[offset + i] ^= pad[i];
    }
  }
}

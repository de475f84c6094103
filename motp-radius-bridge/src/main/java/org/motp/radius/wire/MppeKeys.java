package org.motp.radius.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The keys of a session for the NAS (RFC 2548 §2.4.2 and §2.4.3), hidden with the shared secret.
 */
public final class MppeKeys {

  /** Length of a master session key (RFC 3748 §7.10): what is received by, then sent with. */
  public static final int MASTER_SESSION_KEY = 64;

  private static final int MICROSOFT = 311;
  private static final int SEND_KEY = 16;
  private static final int RECV_KEY = 17;
  private static final int SALT_LENGTH = 2;
  private static final int BLOCK = 16;

  private MppeKeys() {}

  /**
   * MS-MPPE-Recv-Key and MS-MPPE-Send-Key of an Access-Accept.
   *
   * @param masterSessionKey 64 bytes: its first half is what the NAS receives by
   * @param requestAuthenticator of the request that is answered
   * @param salts random numbers, of which 15 bits are used
   */
  public static List<Attribute> of(
      byte[] masterSessionKey,
      byte[] requestAuthenticator,
      SharedSecret secret,
      IntSupplier salts) {
    if (masterSessionKey.length != MASTER_SESSION_KEY) {
      throw new IllegalArgumentException("a key of " + masterSessionKey.length + " bytes");
    }
    int half = MASTER_SESSION_KEY / 2;
    int first = salts.getAsInt() & 0x7fff;
    int second = salts.getAsInt() & 0x7fff;
    if (second == first) {
      second ^= 1;
    }
    return List.of(
        attribute(RECV_KEY, masterSessionKey, 0, half, first, requestAuthenticator, secret),
        attribute(SEND_KEY, masterSessionKey, half, half, second, requestAuthenticator, secret));
  }

  private static Attribute attribute(
      int type,
      byte[] keys,
      int offset,
      int length,
      int salt,
      byte[] authenticator,
      SharedSecret secret) {
    byte[] plain = new byte[(1 + length + BLOCK - 1) / BLOCK * BLOCK];
    plain[0] = (byte) length;
    System.arraycopy(keys, offset, plain, 1, length);
    byte[] saltBytes = {(byte) (0x80 | salt >> 8), (byte) salt};
    byte[] hidden = hide(plain, saltBytes, authenticator, secret);
    int vendorLength = 2 + SALT_LENGTH + hidden.length;
    return new Attribute(
        AttributeType.VENDOR_SPECIFIC,
        ByteBuffer.allocate(Integer.BYTES + vendorLength)
            .putInt(MICROSOFT)
            .put((byte) type)
            .put((byte) vendorLength)
            .put(saltBytes)
            .put(hidden)
            .array());
  }

  private static byte[] hide(byte[] plain, byte[] salt, byte[] authenticator, SharedSecret secret) {
    byte[] hidden = plain.clone();
    byte[] first = ByteBuffer.allocate(BLOCK + SALT_LENGTH).put(authenticator).put(salt).array();
    byte[] pad = secret.md5WithSecretFirst(first, 0, first.length);
    for (int block = 0; block < hidden.length; block += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        hidden[block + i] ^= pad[i];
      }
      pad = secret.md5WithSecretFirst(hidden, block, BLOCK);
    }
    return hidden;
  }
}

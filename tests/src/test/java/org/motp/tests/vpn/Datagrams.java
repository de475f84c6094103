package org.motp.tests.vpn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * RADIUS packets byte by byte (RFC 2865, RFC 3579), for what radclient does not do: the same packet
 * again, broken ones, and a look at the order of attributes.
 */
public final class Datagrams implements AutoCloseable {
  public static final int USER_NAME = 1;
  public static final int STATE = 24;
  public static final int MESSAGE_AUTHENTICATOR = 80;

  private static final int USER_PASSWORD = 2;
  private static final int NAS_IDENTIFIER = 32;
  private static final int HEADER = 20;
  private static final int BLOCK = 16;

  private final SecureRandom random = new SecureRandom();
  private final DatagramSocket socket;
  private final InetSocketAddress bridge;
  private final byte[] secret;

  /**
   * @param host last byte of the loopback address to send from: 127.0.0.1 is a gateway, all others
   *     are unknown
   */
  public Datagrams(int host, int port, String secret) throws IOException {
    this.socket =
        new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}));
    this.bridge = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** A correct, signed Access-Request. */
  public byte[] accessRequest(String user, String password, byte[] state) {
    byte[] authenticator = new byte[BLOCK];
    random.nextBytes(authenticator);
    ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    add(attributes, MESSAGE_AUTHENTICATOR, new byte[BLOCK]);
    add(attributes, USER_NAME, user.getBytes(StandardCharsets.UTF_8));
    add(attributes, USER_PASSWORD, hidden(password, authenticator));
    add(attributes, NAS_IDENTIFIER, "fortigate-taipei".getBytes(StandardCharsets.UTF_8));
    if (state.length > 0) {
      add(attributes, STATE, state);
    }
    byte[] body = attributes.toByteArray();
    byte[] packet =
        ByteBuffer.allocate(HEADER + body.length)
            .put((byte) 1)
            .put((byte) random.nextInt(256))
            .putShort((short) (HEADER + body.length))
            .put(authenticator)
            .put(body)
            .array();
    System.arraycopy(hmac(packet), 0, packet, HEADER + 2, BLOCK);
    return packet;
  }

  private static void add(ByteArrayOutputStream attributes, int type, byte[] value) {
    attributes.write(type);
    attributes.write(value.length + 2);
    attributes.writeBytes(value);
  }

  /** RFC 2865 §5.2. */
  private byte[] hidden(String password, byte[] authenticator) {
    byte[] clear = password.getBytes(StandardCharsets.UTF_8);
    byte[] result = Arrays.copyOf(clear, Math.max(1, (clear.length + BLOCK - 1) / BLOCK) * BLOCK);
    byte[] previous = authenticator;
    for (int block = 0; block < result.length; block += BLOCK) {
      byte[] mask = md5(secret, previous);
      for (int i = 0; i < BLOCK; i++) {
        result[block + i] ^= mask[i];
      }
      previous = Arrays.copyOfRange(result, block, block + BLOCK);
    }
    return result;
  }

  // RADIUS knows nothing better than MD5.
  private static byte[] md5(byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(first);
      return digest.digest(second);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] hmac(byte[] packet) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret, "HmacMD5"));
      return mac.doFinal(packet);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public void send(byte[] packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, bridge));
  }

  /** The next datagram that comes, or nothing when the time is over. */
  public Optional<byte[]> receive(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    try {
      socket.receive(packet);
      return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException nothing) {
      return Optional.empty();
    }
  }

  /** The type of the first attribute of a packet. */
  public static int firstAttribute(byte[] packet) {
    return packet[HEADER] & 0xff;
  }

  /** The value of the first attribute of this type. */
  public static Optional<byte[]> value(byte[] packet, int type) {
    for (int at = HEADER; at < packet.length; at += packet[at + 1] & 0xff) {
      if ((packet[at] & 0xff) == type) {
        return Optional.of(Arrays.copyOfRange(packet, at + 2, at + (packet[at + 1] & 0xff)));
      }
    }
    return Optional.empty();
  }

  /** Whether the Message-Authenticator of a reply is right for this request (RFC 3579 §3.2). */
  public boolean signed(byte[] reply, byte[] request) {
    byte[] zeroed = reply.clone();
    System.arraycopy(request, 4, zeroed, 4, BLOCK);
    Arrays.fill(zeroed, HEADER + 2, HEADER + 2 + BLOCK, (byte) 0);
    return firstAttribute(reply) == MESSAGE_AUTHENTICATOR
        && Arrays.equals(hmac(zeroed), Arrays.copyOfRange(reply, HEADER + 2, HEADER + 2 + BLOCK));
  }

  @Override
  public void close() {
    socket.close();
  }
}

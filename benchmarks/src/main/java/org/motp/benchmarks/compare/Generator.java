package org.motp.benchmarks.compare;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.MalformedPacketException;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.UserPassword;

/**
 * Two-leg logins, so many open at once, each next one when one is through; and how long each packet
 * waited for its reply. Sends faster than radclient.
 */
final class Generator {

  private static final int BUFFER = 4 * 1024 * 1024;
  private static final Duration LOST_AFTER = Duration.ofSeconds(4);
  private static final SharedSecret SECRET = new SharedSecret(Scene.SECRET);

  /**
   * What a run has shown. Times are those of single packets, in microseconds.
   *
   * @param wrong replies that were of another kind than the leg asks for
   * @param lost packets without a reply
   */
  record Result(
      long packets, Duration took, long p50, long p99, long p999, long max, long wrong, long lost) {
    double packetsPerSecond() {
      return packets * 1e9 / took.toNanos();
    }
  }

  private static final class Slot {
    private Packet request;
    private boolean second;
    private long sentAt;
  }

  private final int open;
  private final Random random = new Random(2865);
  private final List<Slot> slots = new ArrayList<>();
  private int user;

  Generator(int open) {
    this.open = open;
  }

  /** Loads the server on a port for so many seconds, for profiles by hand. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        new Generator(64)
            .run(Integer.parseInt(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1]))));
  }

  /** Loads a server for so long. */
  Result run(int port, Duration duration) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setReceiveBufferSize(BUFFER);
      socket.setSoTimeout((int) LOST_AFTER.toMillis());
      slots.clear();
      for (int i = 0; i < open; i++) {
        slots.add(new Slot());
        start(socket, i);
      }
      return measure(socket, duration);
    }
  }

  private Result measure(DatagramSocket socket, Duration duration) throws IOException {
    long[] micros = new long[1 << 16];
    int count = 0;
    long wrong = 0;
    long lost = 0;
    DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
    long begin = System.nanoTime();
    long end = begin + duration.toNanos();
    long now = begin;
    while (now < end) {
      try {
        socket.receive(reply);
      } catch (SocketTimeoutException e) {
        lost += open;
        for (int i = 0; i < open; i++) {
          start(socket, i);
        }
        now = System.nanoTime();
        continue;
      }
      now = System.nanoTime();
      int id = reply.getData()[1] & 0xff;
      Slot slot = slots.get(id);
      if (count == micros.length) {
        micros = Arrays.copyOf(micros, 2 * count);
      }
      micros[count++] = (now - slot.sentAt) / 1000;
      if (!expected(slot, reply)) {
        wrong++;
      }
      if (slot.second) {
        start(socket, id);
      } else {
        answer(socket, id);
      }
      if (count % 4096 == 0) {
        lost += resendLost(socket, now);
      }
    }
    long[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    return new Result(
        count,
        Duration.ofNanos(now - begin),
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        sorted[count - 1],
        wrong,
        lost);
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }

  /** Every reply by its code; one in a hundred also by its signature, which costs time. */
  private boolean expected(Slot slot, DatagramPacket reply) {
    int code = slot.second ? PacketCode.ACCESS_ACCEPT : PacketCode.ACCESS_CHALLENGE;
    if (reply.getData()[0] != code) {
      return false;
    }
    if (random.nextInt(100) > 0) {
      return true;
    }
    try {
      Packet packet = Packet.parse(Arrays.copyOf(reply.getData(), reply.getLength()));
      return Signature.answers(packet, slot.request, SECRET);
    } catch (MalformedPacketException e) {
      return false;
    }
  }

  private long resendLost(DatagramSocket socket, long now) throws IOException {
    long lost = 0;
    for (int i = 0; i < open; i++) {
      if (now - slots.get(i).sentAt > LOST_AFTER.toNanos()) {
        lost++;
        start(socket, i);
      }
    }
    return lost;
  }

  private void start(DatagramSocket socket, int id) throws IOException {
    user = (user + 1) % 10_000;
    slots.get(id).second = false;
    send(socket, id, "correct horse " + user);
  }

  private void answer(DatagramSocket socket, int id) throws IOException {
    slots.get(id).second = true;
    send(socket, id, "%06d".formatted(user));
  }

  private void send(DatagramSocket socket, int id, String password) throws IOException {
    Slot slot = slots.get(id);
    byte[] authenticator = new byte[16];
    random.nextBytes(authenticator);
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, "user-" + user));
    attributes.add(
        UserPassword.hide(password.getBytes(StandardCharsets.UTF_8), authenticator, SECRET));
    attributes.add(Attribute.ofText(AttributeType.NAS_IDENTIFIER, "fortigate-taipei"));
    attributes.add(Attribute.ofText(AttributeType.CALLING_STATION_ID, "203.0.113.7"));
    if (slot.second) {
      attributes.add(Attribute.ofText(AttributeType.STATE, Scene.STATE));
    }
    slot.request = new Packet(PacketCode.ACCESS_REQUEST, id, authenticator, attributes);
    byte[] bytes = Signature.sign(slot.request, SECRET);
    slot.sentAt = System.nanoTime();
    socket.send(new DatagramPacket(bytes, bytes.length));
  }
}

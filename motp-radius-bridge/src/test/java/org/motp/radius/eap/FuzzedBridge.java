package org.motp.radius.eap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.login.AuthenticationMethod;
import org.motp.radius.login.LoginListener;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.login.Logins;
import org.motp.radius.login.Ruling;
import org.motp.radius.login.UserNames;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Intake;
import org.motp.radius.wire.IntakeLimits;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Peer;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.Service;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.SignatureRules;
import org.motp.radius.wire.UserPassword;

/**
 * All of the bridge behind its sockets, in one thread, with a Keycloak that answers at once. Takes
 * bytes that somebody invented, as datagrams and, rightly signed, as what stands in them: what
 * guards the door must not be all that is tried. Whatever comes, nothing may be thrown, each packet
 * ends exactly once, and a good request in between is answered.
 */
public final class FuzzedBridge {

  private static final String SECRET_TEXT = "a-secret-for-this-test";
  private static final SharedSecret SECRET = new SharedSecret(SECRET_TEXT);
  private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 40000);
  private static final String GOOD_USER = "good.user";
  private static final int HEADER = 20;
  private static final int MAX_LENGTH = 4096;
  private static final int GOOD_EVERY = 500;
  private static final int REPORT_EVERY = 1_000_000;
  private static final byte[] SIGNATURE_PLACE = new byte[18];

  private static FuzzedBridge jazzers;

  static {
    SIGNATURE_PLACE[0] = AttributeType.MESSAGE_AUTHENTICATOR;
    SIGNATURE_PLACE[1] = 18;
  }

  private final Nas nas =
      new Nas(
          "fuzzed",
          SECRET,
          new SignatureRules(SignatureRules.Rule.NO, SignatureRules.Rule.NO, true),
          StandardCharsets.UTF_8,
          Locale.forLanguageTag("zh-TW"),
          Nas.Notices.REJECT,
          3799);
  private final Intake intake;
  private final List<byte[]> replies = new ArrayList<>();
  private Throwable failure;
  private int ended;
  private long taken;
  private long packets;
  private long begin = System.nanoTime();
  private byte[] state = {};

  /** Makes a bridge with a certificate of its own. */
  public FuzzedBridge() {
    Timing timing =
        new Timing() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public void after(Duration delay, Runnable task) {
            task.run();
          }
        };
    SecureRandom random = new SecureRandom();
    Logins logins =
        new Logins(
            new UserNames(List.of()),
            context ->
                new Ruling.Ask(
                    "",
                    request -> CompletableFuture.completedFuture(keycloak(request)),
                    LoginStyle.DEFAULT,
                    claims -> new Ruling.Allowed("", List.of(), List.of())),
            new Ignored(),
            timing,
            Duration.ofSeconds(4),
            () -> "decoy");
    EapLogins eap =
        new EapLogins(
            Optional.of(
                new EapSettings(
                    EapLoginsTest.identity(TestAuthority.ec(256), 0),
                    TlsVersion.TLS12,
                    1020,
                    100,
                    Set.of())),
            logins,
            new UserNames(List.of()),
            () -> true,
            new EapListener() {
              @Override
              public void refused(Request request, EapRefusal why, String detail) {}

              @Override
              public void endsSoon(ServerIdentity identity) {}
            },
            timing,
            Runnable::run,
            random,
            new Conversations(timing, random));
    this.intake =
        new Intake(
            Service.AUTHENTICATION,
            eap,
            new Watch(),
            new IntakeLimits(
                Duration.ofSeconds(4), Duration.ZERO, Duration.ofSeconds(15), 1000, 1000),
            timing,
            () -> "id");
  }

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (jazzers == null) {
      jazzers = new FuzzedBridge();
    }
    jazzers.take(input);
    if (jazzers.taken % REPORT_EVERY == 0) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.err.printf(
          Locale.ROOT,
          "%,d packets, %,d a second, %d MB of heap in use%n",
          jazzers.taken,
          Math.round(jazzers.taken * 1e9 / (System.nanoTime() - jazzers.begin)),
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }

  /** Takes one input; its first byte says what is made of the others. */
  public void take(byte[] input) {
    taken++;
    if (input.length > 0) {
      byte[] rest = Arrays.copyOfRange(input, 1, input.length);
      receive(
          switch (input[0] & 3) {
            case 0 -> rest;
            case 1 -> signed(PacketCode.ACCESS_REQUEST, rest);
            case 2 -> pap(rest);
            default -> eap(rest);
          });
    }
    if (taken % GOOD_EVERY == 0) {
      mustBeAnswered();
    }
  }

  private void mustBeAnswered() {
    receive(pap(GOOD_USER, "correct horse".getBytes(UTF_8)));
    if (replies.size() != 1 || replies.get(0)[0] != PacketCode.ACCESS_CHALLENGE) {
      throw new IllegalStateException("a good request is not answered any more");
    }
  }

  private void receive(byte[] datagram) {
    replies.clear();
    ended = 0;
    intake.receive(datagram, new FuzzedPeer());
    if (failure != null) {
      throw new IllegalStateException("a request was not worked on to its end", failure);
    }
    if (ended != 1) {
      throw new IllegalStateException("a packet has ended " + ended + " times");
    }
    for (byte[] reply : replies) {
      state = stateOf(reply);
    }
  }

  /** So that the next round of a conversation can be reached. */
  private static byte[] stateOf(byte[] reply) {
    for (int at = HEADER; at < reply.length; at += reply[at + 1] & 0xff) {
      if (reply[at] == AttributeType.STATE) {
        return Arrays.copyOfRange(reply, at, at + (reply[at + 1] & 0xff));
      }
    }
    return new byte[0];
  }

  private byte[] signed(int code, byte[] attributes) {
    int length = Math.min(MAX_LENGTH, HEADER + SIGNATURE_PLACE.length + attributes.length);
    byte[] authenticator = ByteBuffer.allocate(16).putLong(packets++).array();
    byte[] packet =
        ByteBuffer.allocate(length)
            .put((byte) code)
            .put((byte) packets)
            .putShort((short) length)
            .put(authenticator)
            .put(SIGNATURE_PLACE)
            .put(attributes, 0, length - HEADER - SIGNATURE_PLACE.length)
            .array();
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(SECRET_TEXT.getBytes(UTF_8), "HmacMD5"));
      System.arraycopy(mac.doFinal(packet), 0, packet, HEADER + 2, 16);
      return packet;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A login whose name, password and State are invented. */
  private byte[] pap(byte[] bytes) {
    int name = Math.min(bytes.length, 20);
    byte[] password = Arrays.copyOfRange(bytes, name, Math.min(bytes.length, name + 128));
    return pap(new String(bytes, 0, name, StandardCharsets.ISO_8859_1), password);
  }

  private byte[] pap(String name, byte[] password) {
    byte[] authenticator = ByteBuffer.allocate(16).putLong(~packets++).array();
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.ofText(AttributeType.USER_NAME, name));
    attributes.add(UserPassword.hide(password, authenticator, SECRET));
    return Signature.sign(
        new Packet(PacketCode.ACCESS_REQUEST, (int) (packets & 0xff), authenticator, attributes),
        SECRET);
  }

  /** The next round of an EAP conversation, in as many attributes as it takes. */
  private byte[] eap(byte[] message) {
    ByteBuffer attributes =
        ByteBuffer.allocate(message.length + 2 * (message.length / 253 + 1) + state.length);
    for (int at = 0; at < message.length; at += 253) {
      int length = Math.min(253, message.length - at);
      attributes.put((byte) AttributeType.EAP_MESSAGE).put((byte) (length + 2));
      attributes.put(message, at, length);
    }
    attributes.put(state);
    return signed(
        PacketCode.ACCESS_REQUEST, Arrays.copyOf(attributes.array(), attributes.position()));
  }

  private static GrantAnswer keycloak(GrantRequest request) {
    if (request.username().equals(GOOD_USER)) {
      return new GrantAnswer.CodeWanted("handle-1", Optional.of("請輸入動態密碼"));
    }
    return switch (Math.floorMod(request.username().hashCode(), 3)) {
      case 0 -> new GrantAnswer.Refused("invalid_grant");
      case 1 -> new GrantAnswer.Granted(Map.of());
      default -> new GrantAnswer.CodeWanted("handle-1", Optional.of("請輸入動態密碼"));
    };
  }

  private final class FuzzedPeer implements Peer {
    @Override
    public InetSocketAddress address() {
      return SOURCE;
    }

    @Override
    public Optional<Nas> nas() {
      return Optional.of(nas);
    }

    @Override
    public Object conversation() {
      return SOURCE;
    }

    @Override
    public void send(byte[] reply) {
      replies.add(reply);
    }

    @Override
    public void done() {
      ended++;
    }
  }

  private final class Watch implements IntakeListener {
    @Override
    public void dropped(Drop why, InetSocketAddress source, Optional<Nas> from, String detail) {}

    @Override
    public void finished(
        Request request, Answer answer, Duration took, int duplicates, boolean sent) {}

    @Override
    public void failed(Request request, Throwable cause) {
      failure = cause;
    }
  }

  private static final class Ignored implements LoginListener {
    @Override
    public void wrongMethod(Request request, AuthenticationMethod method) {}

    @Override
    public void unreadablePassword(Request request) {}
  }
}

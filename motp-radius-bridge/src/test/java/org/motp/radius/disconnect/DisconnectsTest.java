package org.motp.radius.disconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.radius.accounting.Session;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.accounting.SessionsOfTests;
import org.motp.radius.keycloak.SignOuts;
import org.motp.radius.keycloak.SignOuts.SignOut;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.Packet;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.SharedSecret;
import org.motp.radius.wire.Signature;
import org.motp.radius.wire.SignatureRules;

/** Ending connections, with a real socket as the gateway. */
class DisconnectsTest {

  private static final SharedSecret SECRET = new SharedSecret("a-secret-for-this-test");

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private final Sessions sessions = new Sessions(10, Duration.ofHours(24), () -> now);
  private final Recorder recorder = new Recorder();
  private DatagramSocket gateway;
  private Disconnects disconnects;

  @BeforeEach
  void start() throws IOException {
    gateway = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    gateway.setSoTimeout(10_000);
    Nas nas =
        new Nas(
            "taipei",
            SECRET,
            new SignatureRules(SignatureRules.Rule.YES, SignatureRules.Rule.YES, true),
            StandardCharsets.UTF_8,
            Locale.ENGLISH,
            Nas.Notices.REJECT,
            gateway.getLocalPort());
    disconnects =
        new Disconnects(
            sessions,
            address -> address.isLoopbackAddress() ? Optional.of(nas) : Optional.empty(),
            group.next(),
            new SecureRandom(),
            recorder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void theGatewayIsToldWhichConnectionToEndInASignedRequest() throws Exception {
    connected("hark.chen", "s1");
    connected("mei.lin", "s2");
    var outcome = disconnects.user("Hark.Chen", "administrator").toCompletableFuture();
    DatagramPacket datagram = next();
    Packet request = parse(datagram);
    assertThat(request.code()).isEqualTo(PacketCode.DISCONNECT_REQUEST);
    assertThat(Signature.authentic(request, SECRET)).isTrue();
    assertThat(Signature.check(request, SECRET)).isEqualTo(Signature.Check.VALID);
    assertThat(request.attributes())
        .contains(
            Attribute.ofText(AttributeType.USER_NAME, "hark.chen"),
            Attribute.ofText(AttributeType.ACCT_SESSION_ID, "s1"));
    reply(datagram, PacketCode.DISCONNECT_ACK, SECRET);
    assertThat(outcome.get().get(0).result()).isEqualTo(Outcome.Result.ACK);
    assertThat(sessions.all()).extracting(Session::user).containsExactly("mei.lin");
  }

  @Test
  void aRequestIsSentAgainAsItWasAndAForgedReplyIsIgnored() throws Exception {
    connected("hark.chen", "s1");
    var outcome = disconnects.user("hark.chen", "administrator").toCompletableFuture();
    DatagramPacket first = next();
    byte[] bytes = Arrays.copyOf(first.getData(), first.getLength());
    reply(first, PacketCode.DISCONNECT_ACK, new SharedSecret("another-secret-altogether"));
    DatagramPacket second = next();
    assertThat(Arrays.copyOf(second.getData(), second.getLength())).isEqualTo(bytes);
    assertThat(outcome).isNotDone();
    reply(second, PacketCode.DISCONNECT_ACK, SECRET);
    assertThat(outcome.get().get(0).result()).isEqualTo(Outcome.Result.ACK);
  }

  @Test
  void aRefusalIsToldInTheWordsOfTheRfc() throws Exception {
    connected("hark.chen", "s1");
    var outcome = disconnects.user("hark.chen", "administrator").toCompletableFuture();
    reply(
        next(),
        PacketCode.DISCONNECT_NAK,
        SECRET,
        new Attribute(AttributeType.ERROR_CAUSE, new byte[] {0, 0, 1, (byte) 0xf7}));
    assertThat(outcome.get().get(0).errorCause()).contains("Session Context Not Found");
    assertThat(sessions.all()).as("what the gateway does not know is over").isEmpty();
  }

  @Test
  void aGatewayThatDoesNotAnswerLeavesTheConnectionInTheTable() throws Exception {
    connected("hark.chen", "s1");
    var outcome = disconnects.user("hark.chen", "administrator").toCompletableFuture();
    assertThat(outcome.get(15, TimeUnit.SECONDS).get(0).result()).isEqualTo(Outcome.Result.SILENCE);
    assertThat(sessions.all()).hasSize(1);
  }

  @Test
  void whoWasSignedOutIsDisconnectedOnceAndWhoCameLaterIsNot() throws Exception {
    List<SignOut> told = new ArrayList<>();
    SignOutFeed feed = feed(told);
    connected("hark.chen", "s1");
    feed.poll();
    told.add(new SignOut(7, now.plusSeconds(60), List.of("hark.chen"), "disabled"));
    now = now.plusSeconds(61);
    connected("hark.chen", "s2");
    feed.poll();
    DatagramPacket datagram = next();
    assertThat(parse(datagram).attributes())
        .contains(Attribute.ofText(AttributeType.ACCT_SESSION_ID, "s1"));
    reply(datagram, PacketCode.DISCONNECT_ACK, SECRET);
    await().until(() -> sessions.size() == 1);
    feed.poll();
    feed.poll();
    assertThat(recorder.events).containsExactly("ACK disabled");
    assertThat(sessions.all()).extracting(Session::id).containsExactly("s2");
  }

  @Test
  void whoIsSignedOutAfterTheDatabaseWasPutBackIsDisconnectedWithoutARestart() throws Exception {
    SignOut yesterday = new SignOut(5000, now, List.of("mei.lin"), "disabled");
    List<SignOut> told = new ArrayList<>(List.of(yesterday));
    SignOutFeed feed = feed(told);
    feed.poll();
    now = now.plusSeconds(60);
    connected("hark.chen", "s1");
    connected("mei.lin", "s2");
    now = now.plusSeconds(60);

    told.set(0, new SignOut(17, yesterday.at(), List.of("mei.lin"), "disabled"));
    feed.poll();
    feed.poll();
    told.add(new SignOut(18, now, List.of("hark.chen"), "logged out"));
    feed.poll();
    reply(next(), PacketCode.DISCONNECT_ACK, SECRET);
    await().until(() -> sessions.size() == 1);
    feed.poll();
    assertThat(recorder.events).containsExactly("motp put back", "ACK logged out");
    assertThat(sessions.all()).as("came back after it").extracting(Session::id).containsOnly("s2");
  }

  @Test
  void whoIsSignedOutUnderANumberThatSomebodyElseHadBeforeIsDisconnected() throws Exception {
    List<SignOut> told =
        new ArrayList<>(List.of(new SignOut(7, now, List.of("mei.lin"), "disabled")));
    SignOutFeed feed = feed(told);
    feed.poll();
    connected("hark.chen", "s1");
    now = now.plusSeconds(60);
    told.set(0, new SignOut(7, now, List.of("hark.chen"), "disabled"));
    feed.poll();
    reply(next(), PacketCode.DISCONNECT_ACK, SECRET);
    await().until(() -> sessions.size() == 0);
  }

  @Test
  void aConnectionThatBecomesKnownAfterTheSignOutButBeganBeforeIsEndedToo() throws Exception {
    List<SignOut> told =
        new ArrayList<>(List.of(new SignOut(7, now, List.of("hark.chen"), "disabled")));
    SignOutFeed feed = feed(told);
    feed.poll();
    now = now.plusSeconds(300);
    SessionsOfTests.add(sessions, session("hark.chen", "s1", now.minusSeconds(600), now));
    feed.poll();
    assertThat(parse(next()).code()).isEqualTo(PacketCode.DISCONNECT_REQUEST);
  }

  @Test
  void theLogSaysOnceThatKeycloakDoesNotTellAndOnceThatItDoesAgain() {
    List<CompletableFuture<SignOuts>> answers = new ArrayList<>();
    SignOutFeed feed =
        new SignOutFeed(
            "motp",
            () ->
                id -> {
                  answers.add(new CompletableFuture<>());
                  return answers.get(answers.size() - 1);
                },
            sessions,
            disconnects,
            recorder,
            () -> now);
    feed.poll();
    feed.poll();
    assertThat(answers).as("one question at a time").hasSize(1);
    answers.get(0).completeExceptionally(new IOException("HTTP 503"));
    feed.poll();
    answers.get(1).completeExceptionally(new IOException("HTTP 503"));
    feed.poll();
    answers.get(2).complete(new SignOuts(now, OptionalLong.empty(), List.of()));
    assertThat(recorder.events).containsExactly("motp lost: HTTP 503", "motp back");
  }

  @Test
  void aQuestionThatCannotEvenBeAskedDoesNotEndTheAsking() {
    List<Long> asked = new ArrayList<>();
    SignOutFeed feed =
        new SignOutFeed(
            "motp",
            () ->
                id -> {
                  asked.add(id);
                  throw new IllegalStateException("a defect");
                },
            sessions,
            disconnects,
            recorder,
            () -> now);
    feed.poll();
    feed.poll();
    assertThat(asked).hasSize(2);
    assertThat(recorder.events).containsExactly("motp lost: a defect");
  }

  @Test
  void whoIsSignedOutOfAnotherRealmIsDisconnectedTooAsLongAsTheBridgeAsksThere() throws Exception {
    Map<String, SignOutFeed.Source> realms = new HashMap<>();
    realms.put("motp", telling(List.of()));
    realms.put("partners", telling(List.of(new SignOut(7, now, List.of("HARK.CHEN"), "disabled"))));
    SignOutFeeds feeds =
        new SignOutFeeds(() -> Map.copyOf(realms), sessions, disconnects, recorder, () -> now);
    SessionsOfTests.add(sessions, session("hark.chen", "s1", now.minusSeconds(60), now));
    feeds.poll();
    reply(next(), PacketCode.DISCONNECT_ACK, SECRET);
    await().until(() -> sessions.size() == 0);

    realms.remove("partners");
    SessionsOfTests.add(sessions, session("hark.chen", "s2", now.minusSeconds(60), now));
    feeds.poll();
    assertThat(recorder.events).containsExactly("ACK disabled");
  }

  private SignOutFeed.Source telling(List<SignOut> told) {
    return id -> CompletableFuture.completedFuture(new SignOuts(now, OptionalLong.empty(), told));
  }

  private SignOutFeed feed(List<SignOut> told) {
    return new SignOutFeed(
        "motp",
        () ->
            after ->
                CompletableFuture.completedFuture(
                    new SignOuts(
                        now,
                        OptionalLong.of(told.stream().mapToLong(SignOut::id).max().orElse(0)),
                        told.stream().filter(one -> one.id() > after).toList())),
        sessions,
        disconnects,
        recorder,
        () -> now);
  }

  private void connected(String user, String id) {
    SessionsOfTests.add(sessions, session(user, id, now, now));
  }

  private static Session session(String user, String id, Instant since, Instant updated) {
    return new Session(
        id,
        user,
        "taipei",
        "fg1",
        InetAddress.getLoopbackAddress(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        since,
        updated,
        0,
        0,
        List.of(
            Attribute.ofText(AttributeType.USER_NAME, user),
            Attribute.ofText(AttributeType.ACCT_SESSION_ID, id)));
  }

  private DatagramPacket next() throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[4096], 4096);
    gateway.receive(datagram);
    return datagram;
  }

  private static Packet parse(DatagramPacket datagram) throws Exception {
    return Packet.parse(Arrays.copyOf(datagram.getData(), datagram.getLength()));
  }

  private void reply(DatagramPacket request, int code, SharedSecret secret, Attribute... attributes)
      throws Exception {
    byte[] bytes = Signature.reply(code, List.of(attributes), parse(request), secret, false);
    gateway.send(new DatagramPacket(bytes, bytes.length, request.getSocketAddress()));
  }

  private static final class Recorder implements DisconnectListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void finished(Outcome outcome, String reason) {
      events.add(outcome.result() + " " + reason);
    }

    @Override
    public void feedLost(String realm, String why) {
      events.add(realm + " lost: " + why);
    }

    @Override
    public void feedBack(String realm) {
      events.add(realm + " back");
    }

    @Override
    public void feedPutBack(String realm) {
      events.add(realm + " put back");
    }
  }
}

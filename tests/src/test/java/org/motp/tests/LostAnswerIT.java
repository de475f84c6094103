package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.Line;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply.Kind;

/**
 * Something crashes after Keycloak has taken a code and before the gateway has the answer: nobody
 * gets in twice with it, and nobody is kept out with the next one.
 */
@InHouse
class LostAnswerIT {
  private static final int ACCEPT = 2;
  private static final int REJECT = 3;
  private static final int CHALLENGE = 11;
  private static final byte[] NO_STATE = {};

  /** After which the gateway sends a request again: less than a FortiGate waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST_TRIES = 5;

  private final House house;
  private final Employee employee;
  private final Phone phone;
  private Line line;
  private Bridge bridge;
  private Datagrams gateway;
  private byte[] challenge;
  private String code;

  LostAnswerIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registers();
  }

  @BeforeEach
  void askForTheCode() throws IOException {
    line = Line.to(house.url());
    bridge =
        house.startBridge(
            "lost-answer-bridge",
            """
            listen: 127.0.0.1:@PORT@
            keycloak: {url: "@LINE@", issuer: "@KEYCLOAK@/realms/motp", timeout: 3s}
            clients:
              - {name: gateway, address: 127.0.0.1, secret: "@SECRET@"}
            limits: {per-user: none, per-address: none}
            management: {listen: "127.0.0.1:0"}
            """
                .replace("@LINE@", line.uri().toString()));
    gateway = new Datagrams(1, bridge.port(), bridge.radiusSecret());
    challenge = answered(gateway.accessRequest(employee.account(), employee.password(), NO_STATE));
    assertThat(challenge[0]).isEqualTo((byte) CHALLENGE);
    code = phone.newCode();
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    bridge.process().close();
    line.close();
  }

  @Test
  void whoseBridgeCrashedIsRefusedByTheOtherOneAndGetsInWithTheNextCode() throws IOException {
    crashWhenTheCodeIsTaken();

    try (Datagrams other =
        new Datagrams(1, house.otherBridge().port(), house.otherBridge().radiusSecret())) {
      isReject(answered(other, answer(other)));
    }
    nobodyGotInAndTheNextCodeIsGood(house.otherVpn());
  }

  @Test
  void whoseBridgeIsThereAgainIsRefusedAndGetsInWithTheNextCode()
      throws IOException, InterruptedException {
    byte[] request = crashWhenTheCodeIsTaken();

    line.sets(Line.Fate.DELIVERED);
    bridge.process().start();
    isReject(answered(request));
    nobodyGotInAndTheNextCodeIsGood(vpn());
  }

  @Test
  void whoseKeycloakCrashedIsRefusedWhenTheGatewayAsksAgainAndGetsInWithTheNextCode()
      throws IOException {
    byte[] request = loses(Line.Fate.BREAKS_AT_ANSWER);
    await().until(() -> bridge.lines("outcome=\"silence\" reason=\"the connection broke") == 1);

    line.sets(Line.Fate.DELIVERED);
    isReject(answered(request));
    nobodyGotInAndTheNextCodeIsGood(vpn());
  }

  @Test
  void whoseKeycloakHangsIsRefusedWhenTheGatewayAsksAgainAndGetsInWithTheNextCode()
      throws IOException {
    byte[] request = loses(Line.Fate.SWALLOWS_ANSWER);
    await().until(() -> bridge.lines("outcome=\"silence\" reason=\"no answer in time") == 1);

    line.sets(Line.Fate.DELIVERED);
    isReject(answered(request));
    nobodyGotInAndTheNextCodeIsGood(vpn());
  }

  @Test
  void whoseCodeDidNotReachKeycloakGetsInWhenTheGatewayAsksAgain() throws IOException {
    byte[] request = loses(Line.Fate.BREAKS_AT_REQUEST);
    await().until(() -> bridge.lines("outcome=\"silence\" reason=\"the connection broke") == 1);

    line.sets(Line.Fate.DELIVERED);
    assertThat(answered(request)[0]).isEqualTo((byte) ACCEPT);
    assertThat(logins()).isEqualTo(1);
  }

  private byte[] crashWhenTheCodeIsTaken() throws IOException {
    byte[] request = loses(Line.Fate.SWALLOWS_ANSWER);
    bridge.process().kill();
    return request;
  }

  /** The code is sent, and does not come through, or the answer to it does not. */
  private byte[] loses(Line.Fate fate) throws IOException {
    line.sets(fate);
    byte[] request = answer(gateway);
    gateway.send(request);
    await().until(line::hasLostSomething);
    return request;
  }

  private byte[] answer(Datagrams from) {
    return from.accessRequest(
        employee.account(), code, Datagrams.value(challenge, Datagrams.STATE).orElseThrow());
  }

  private byte[] answered(byte[] request) throws IOException {
    return answered(gateway, request);
  }

  /** Sends it, and the very same again while the bridge is silent. */
  private static byte[] answered(Datagrams from, byte[] request) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      from.send(request);
      Optional<byte[]> reply = from.receive(PATIENCE);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new AssertionError("the bridge stays silent");
  }

  private static void isReject(byte[] reply) {
    assertThat(reply[0]).isEqualTo((byte) REJECT);
    assertThat(Datagrams.firstAttribute(reply)).isEqualTo(Datagrams.MESSAGE_AUTHENTICATOR);
  }

  private void nobodyGotInAndTheNextCodeIsGood(Vpn vpn) {
    assertThat(logins()).as("Keycloak has taken the code once").isEqualTo(1);
    assertThat(employee.connects(vpn, phone).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(logins()).isEqualTo(2);
  }

  private int logins() {
    return (int)
        house.realm().events(employee.id(), "LOGIN").stream()
            .filter(event -> event.path("clientId").asText().equals("radius-bridge"))
            .count();
  }

  private Vpn vpn() {
    return new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.demo.Ports;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.Tool;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;

/** Whoever is shut out of Keycloak does not stay in the VPN. */
@InHouse
class SignOutIT {
  private static final int DISCONNECT_REQUEST = 40;
  private static final int DISCONNECT_ACK = 41;
  private static final int FRAMED_IP_ADDRESS = 8;
  private static final int ACCT_SESSION_ID = 44;

  private final House house;
  private final int accountingPort = Ports.freeUdp();
  private DatagramSocket gateway;
  private Bridge bridge;

  SignOutIT(House house) {
    this.house = house;
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    bridge =
        house.startBridge(
            "sign-out-bridge",
            """
            listen: 127.0.0.1:@PORT@
            accounting:
              listen: 127.0.0.1:%d
            keycloak:
              url: @KEYCLOAK@
              realm: motp
              client-id: radius-bridge
            clients:
              - name: gateway
                address: 127.0.0.1
                secret: @SECRET@
                disconnect-port: %d
            management:
              listen: 127.0.0.1:%d
              token-file: sign-out-bridge.token
            """
                .formatted(accountingPort, gateway.getLocalPort(), Ports.freeTcp()));
  }

  @AfterEach
  void stop() {
    bridge.process().close();
    gateway.close();
  }

  @Test
  void aUserWhomAnAdministratorDisablesIsDisconnectedFromTheVpn() throws Exception {
    Employee employee = connected("s-disabled");
    Employee other = connected("s-other");
    house.realm().disable(employee.id());

    byte[] request = disconnectRequest();
    assertThat(text(request, Datagrams.USER_NAME)).isEqualTo(employee.account());
    assertThat(text(request, ACCT_SESSION_ID)).isEqualTo("s-disabled");
    assertThat(Datagrams.value(request, FRAMED_IP_ADDRESS).orElseThrow())
        .isEqualTo(new byte[] {10, 0, 0, 7});
    await().until(() -> bridge.lines("disconnected client=\"gateway\"") == 1);
    assertThat(nothingMore()).as(other.account() + " stays connected").isTrue();
  }

  @Test
  void aUserWhomAnAdministratorLogsOutIsDisconnectedAndMayComeBack() throws Exception {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    logsIn(employee, phone);
    account(employee, "s-before", "Start");
    house.realm().logout(employee.id());
    assertThat(text(disconnectRequest(), ACCT_SESSION_ID)).isEqualTo("s-before");

    logsIn(employee, phone);
    account(employee, "s-after", "Start");
    assertThat(nothingMore()).isTrue();
  }

  @Test
  void onlyAConfidentialClientThatIsTrustedLearnsWhoWasSignedOut() throws Exception {
    assertThat(ask("radius-bridge", house.realm().secret("radius-bridge"))).isEqualTo(200);
    assertThat(ask("radius-bridge", "wrong")).isIn(400, 401);
    house
        .realm()
        .createClient(
            Map.of("clientId", "curious", "secret", house.secret(), "publicClient", false));
    assertThat(ask("curious", house.realm().secret("curious"))).isEqualTo(403);
    assertThat(ask("account-console", "")).isIn(400, 401, 403);
  }

  private int ask(String client, String secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(house.url() + "/realms/motp/motp/sign-outs"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "after=0&client_id="
                        + client
                        + "&client_secret="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8)))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Logged in, and connected as the gateway says. */
  private Employee connected(String session) {
    Employee employee = house.hire();
    logsIn(employee, employee.registers());
    account(employee, session, "Start");
    return employee;
  }

  private void logsIn(Employee employee, Phone phone) {
    Vpn vpn = new Vpn(bridge.port(), bridge.radiusSecret(), house.secrets());
    VpnReply question = vpn.login(employee.account(), employee.password());
    assertThat(vpn.answer(employee.account(), question, phone.newCode()).kind())
        .isEqualTo(VpnReply.Kind.ACCEPT);
  }

  private void account(Employee employee, String session, String type) {
    String printed =
        Tool.RADCLIENT.run(
            """
            Acct-Status-Type = %s
            User-Name = "%s"
            Acct-Session-Id = "%s"
            Framed-IP-Address = 10.0.0.7
            NAS-Identifier = "fortigate-taipei"
            """
                .formatted(type, employee.account(), session),
            "-x",
            "-r",
            "1",
            "-t",
            "4",
            "127.0.0.1:" + accountingPort,
            "acct",
            bridge.radiusSecret());
    assertThat(printed).contains("Received Accounting-Response");
  }

  /** The next one that comes to the gateway, with a right authenticator; it is acknowledged. */
  private byte[] disconnectRequest() throws Exception {
    gateway.setSoTimeout(20_000);
    DatagramPacket datagram = new DatagramPacket(new byte[4096], 4096);
    gateway.receive(datagram);
    byte[] request = Arrays.copyOf(datagram.getData(), datagram.getLength());
    assertThat(request[0]).isEqualTo((byte) DISCONNECT_REQUEST);
    byte[] zeroed = request.clone();
    Arrays.fill(zeroed, 4, 20, (byte) 0);
    assertThat(md5(zeroed)).isEqualTo(Arrays.copyOfRange(request, 4, 20));
    byte[] reply =
        ByteBuffer.allocate(20)
            .put((byte) DISCONNECT_ACK)
            .put(request[1])
            .putShort((short) 20)
            .put(request, 4, 16)
            .array();
    System.arraycopy(md5(reply), 0, reply, 4, 16);
    gateway.send(new DatagramPacket(reply, reply.length, datagram.getSocketAddress()));
    return request;
  }

  /** Whether nothing comes for longer than the bridge takes to ask Keycloak. */
  private boolean nothingMore() throws IOException {
    gateway.setSoTimeout((int) Duration.ofSeconds(7).toMillis());
    try {
      gateway.receive(new DatagramPacket(new byte[4096], 4096));
      return false;
    } catch (SocketTimeoutException nothing) {
      return true;
    }
  }

  private byte[] md5(byte[] packet) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    digest.update(packet);
    return digest.digest(bridge.radiusSecret().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] packet, int type) {
    return new String(Datagrams.value(packet, type).orElseThrow(), StandardCharsets.UTF_8);
  }
}

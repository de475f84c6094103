package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.motp.demo.Ports;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.BridgeCommand;
import org.motp.tests.house.BridgeCommand.Result;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.house.Tool;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.TokenEndpoint;
import org.motp.tests.vpn.Vpn;
import org.motp.tests.vpn.VpnReply;

/** Whoever is shut out of Keycloak does not stay in the VPN. */
@InHouse
class SignOutIT {
  private static final int DISCONNECT_REQUEST = 40;
  private static final int DISCONNECT_ACK = 41;
  private static final int DISCONNECT_NAK = 42;
  private static final int FRAMED_IP_ADDRESS = 8;
  private static final int ACCT_SESSION_ID = 44;
  private static final byte[] NOTHING = {};

  /** Error-Cause "Administratively Prohibited" (RFC 5176 §3.5). */
  private static final byte[] PROHIBITED = {101, 6, 0, 0, 1, (byte) 0xf5};

  private static final Path FOLDER = Path.of("target/house").toAbsolutePath();

  private final House house;
  private final int accountingPort = Ports.freeUdp();
  private DatagramSocket gateway;
  private SocketAddress asker;
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
              token-file: %s
            """
                .formatted(
                    accountingPort,
                    gateway.getLocalPort(),
                    Ports.freeTcp(),
                    FOLDER.resolve("sign-out-bridge.token")));
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
    acknowledge(request);
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
    byte[] request = disconnectRequest();
    assertThat(text(request, ACCT_SESSION_ID)).isEqualTo("s-before");
    acknowledge(request);

    logsIn(employee, phone);
    account(employee, "s-after", "Start");
    assertThat(nothingMore()).isTrue();
  }

  @Test
  void theAdministratorSeesWhoIsConnectedAndEndsItFromTheCommandLine() throws Exception {
    Employee employee = connected("s-command");
    assertThat(command("sessions").output())
        .contains(employee.account(), "10.0.0.7", "fortigate-taipei");

    CompletableFuture<String> refused = disconnecting(employee);
    reply(disconnectRequest(), DISCONNECT_NAK, PROHIBITED);
    assertThat(refused.get())
        .contains(employee.account() + " at gateway (10.0.0.7): refused by the NAS")
        .contains("Administratively Prohibited");
    assertThat(command("sessions").output()).contains(employee.account());

    CompletableFuture<String> disconnected = disconnecting(employee);
    acknowledge(disconnectRequest());
    assertThat(disconnected.get())
        .contains(employee.account() + " at gateway (10.0.0.7): disconnected");
    assertThat(command("sessions").output()).doesNotContain(employee.account());
    assertThat(command("disconnect", employee.account()).output())
        .contains("no connection is known");
  }

  @Test
  void aGatewayThatNeverAnswersIsToldOfToTheAdministrator() throws Exception {
    Employee employee = connected("s-silent");
    assertThat(command("disconnect", employee.account()).output())
        .contains(employee.account() + " at gateway (10.0.0.7): no answer from the NAS");
    assertThat(command("sessions").output()).contains(employee.account());
  }

  private CompletableFuture<String> disconnecting(Employee employee) {
    return CompletableFuture.supplyAsync(() -> command("disconnect", employee.account()).output());
  }

  private Result command(String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("--config", FOLDER.resolve("sign-out-bridge.yaml").toString()));
    line.addAll(List.of(arguments));
    Result result =
        BridgeCommand.run(
            Map.of(
                "MOTP_RADIUS_KEYCLOAK_CLIENT_SECRET", house.realm().secret(TokenEndpoint.BRIDGE)),
            line.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result;
  }

  @Test
  void onlyAConfidentialClientThatIsTrustedLearnsWhoWasSignedOut() throws Exception {
    HttpResponse<String> told = ask("radius-bridge", house.realm().secret("radius-bridge"));
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).containsPattern("\"highest\":[0-9]+[,}]");
    assertThat(ask("radius-bridge", "wrong").statusCode()).isIn(400, 401);
    house
        .realm()
        .createClient(
            Map.of("clientId", "curious", "secret", house.secret(), "publicClient", false));
    assertThat(ask("curious", house.realm().secret("curious")).statusCode()).isEqualTo(403);
    assertThat(ask("account-console", "").statusCode()).isIn(400, 401, 403);
  }

  private HttpResponse<String> ask(String client, String secret) throws Exception {
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
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
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

  /** The next one that comes to the gateway, with a right authenticator. */
  private byte[] disconnectRequest() throws Exception {
    gateway.setSoTimeout(20_000);
    DatagramPacket datagram = new DatagramPacket(new byte[4096], 4096);
    gateway.receive(datagram);
    asker = datagram.getSocketAddress();
    byte[] request = Arrays.copyOf(datagram.getData(), datagram.getLength());
    assertThat(request[0]).isEqualTo((byte) DISCONNECT_REQUEST);
    byte[] zeroed = request.clone();
    Arrays.fill(zeroed, 4, 20, (byte) 0);
    assertThat(md5(zeroed)).isEqualTo(Arrays.copyOfRange(request, 4, 20));
    return request;
  }

  private void acknowledge(byte[] request) throws Exception {
    reply(request, DISCONNECT_ACK, NOTHING);
  }

  private void reply(byte[] request, int code, byte[] attributes) throws Exception {
    int length = 20 + attributes.length;
    byte[] reply =
        ByteBuffer.allocate(length)
            .put((byte) code)
            .put(request[1])
            .putShort((short) length)
            .put(request, 4, 16)
            .put(attributes)
            .array();
    System.arraycopy(md5(reply), 0, reply, 4, 16);
    gateway.send(new DatagramPacket(reply, reply.length, asker));
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

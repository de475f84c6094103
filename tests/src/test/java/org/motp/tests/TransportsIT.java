package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

/** Logins by other programs, over proxies, over TLS, and to every address of the machine. */
@InHouse
class TransportsIT {
  private final House house;
  private final List<Process> processes = new ArrayList<>();
  private final int radsecPort = Ports.freeTcp();
  @TempDir private Path folder;
  private Bridge bridge;

  TransportsIT(House house) {
    this.house = house;
  }

  @BeforeEach
  void start() {
    bridge =
        house.startBridge(
            "transports-bridge",
            """
            listen: ["0.0.0.0:@PORT@", "[::1]:@PORT@"]
            radsec:
              listen: 127.0.0.1:%d
              certificate-file: %s/server.pem
              key-file: %s/server.key
              client-ca-file: %s/ca.pem
            keycloak:
              url: @KEYCLOAK@
              realm: motp
              client-id: radius-bridge
            clients:
              - name: gateway
                address: ["0.0.0.0/0", "::1/128"]
                secret: @SECRET@
                # radtest and pyrad do not sign
                require-message-authenticator: no
                certificate: fg1.example.com
            management:
              listen: 127.0.0.1:%d
            """
                .formatted(
                    radsecPort,
                    House.CERTIFICATES,
                    House.CERTIFICATES,
                    House.CERTIFICATES,
                    Ports.freeTcp()));
  }

  @AfterEach
  void stop() throws Exception {
    bridge.process().close();
    for (Process process : processes) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aLoginAndItsAccountingComeThroughRadsecproxyOverTls() throws Exception {
    int port = Ports.freeUdp();
    Path config = folder.resolve("radsecproxy.conf");
    Files.writeString(
        config,
        """
        ListenUDP 127.0.0.1:%d
        LogLevel 2
        LogDestination file://%s
        tls default {
          CACertificateFile %s/ca.pem
          CertificateFile %s/fg1.pem
          CertificateKeyFile %s/fg1.key
        }
        client 127.0.0.1 {
          type udp
          secret %s
        }
        server 127.0.0.1 {
          type tls
          port %d
          secret radsec
          statusServer on
        }
        realm * {
          server 127.0.0.1
          accountingServer 127.0.0.1
        }
        """
            .formatted(
                port,
                folder.resolve("radsecproxy.log"),
                House.CERTIFICATES,
                House.CERTIFICATES,
                House.CERTIFICATES,
                bridge.radiusSecret(),
                radsecPort));
    run(Tool.RADSECPROXY, "-f", "-c", config.toString());
    await().until(() -> bridge.lines("a TLS connection was opened client=\"gateway\"") == 1);
    logsInThrough(port);
    assertThat(bridge.lines("protocol=\"TLSv1.3\"")).isEqualTo(1);
    assertThat(bridge.metric("motp_radius_radsec_connections")).isEqualTo(1);

    accountsThrough(port, "Start");
    assertThat(bridge.metric("motp_radius_sessions")).isEqualTo(1);
    accountsThrough(port, "Stop");
    assertThat(bridge.metric("motp_radius_sessions")).isZero();
  }

  @Test
  void aLoginComesThroughFreeradiusAsAProxy() throws Exception {
    int port = Ports.freeUdp();
    Files.writeString(
        folder.resolve("radiusd.conf"),
        """
        prefix = /usr
        localstatedir = %1$s
        logdir = %1$s
        raddbdir = %1$s
        run_dir = %1$s
        libdir = /usr/lib/freeradius
        pidfile = %1$s/pid
        log {
          destination = files
          file = %1$s/freeradius.log
        }
        security {
          reject_delay = 0
        }
        proxy_requests = yes
        home_server bridge {
          type = auth
          ipaddr = 127.0.0.1
          port = %2$d
          secret = %3$s
          response_window = 6
          status_check = none
        }
        home_server_pool bridge {
          home_server = bridge
        }
        realm bridge {
          auth_pool = bridge
          nostrip
        }
        client gateway {
          ipaddr = 127.0.0.1
          secret = %3$s
        }
        modules {
        }
        server default {
          listen {
            type = auth
            ipaddr = 127.0.0.1
            port = %4$d
          }
          authorize {
            update control {
              Proxy-To-Realm := bridge
            }
          }
        }
        """
            .formatted(folder, bridge.port(), bridge.radiusSecret(), port));
    run(Tool.FREERADIUS, "-f", "-d", folder.toString());
    Path log = folder.resolve("freeradius.log");
    await().until(() -> Files.exists(log) && Files.readString(log).contains("Ready to process"));
    logsInThrough(port);
  }

  @Test
  void radtestIsAskedForTheCode() {
    Employee employee = registered();
    String printed =
        Tool.RADTEST.run(
            "",
            "-x",
            employee.account(),
            employee.password(),
            "127.0.0.1:" + bridge.port(),
            "0",
            bridge.radiusSecret());
    assertThat(printed).contains("Received Access-Challenge");
  }

  @Test
  void pyradLogsIn() throws Exception {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Path dictionary = folder.resolve("dictionary");
    Files.writeString(
        dictionary,
        """
        ATTRIBUTE User-Name 1 string
        ATTRIBUTE User-Password 2 octets
        ATTRIBUTE Reply-Message 18 string
        ATTRIBUTE State 24 octets
        ATTRIBUTE NAS-Identifier 32 string
        """);
    Path script = folder.resolve("login.py");
    Files.writeString(
        script,
        """
        import sys
        from pyrad.client import Client
        from pyrad.dictionary import Dictionary
        from pyrad import packet

        dictionary, port, secret, user, password, code = sys.argv[1:]
        client = Client(server="127.0.0.1", authport=int(port), secret=secret.encode(),
                        dict=Dictionary(dictionary))
        client.timeout = 5

        def ask(field, **more):
            request = client.CreateAuthPacket(code=packet.AccessRequest, User_Name=user,
                                              NAS_Identifier="fortigate-taipei")
            request["User-Password"] = request.PwCrypt(field)
            for name, value in more.items():
                request[name] = value
            return client.SendPacket(request)

        challenge = ask(password)
        print(challenge.code, len(challenge["State"]))
        print(ask(code, State=challenge["State"][0]).code)
        """);
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                script.toString(),
                dictionary.toString(),
                String.valueOf(bridge.port()),
                bridge.radiusSecret(),
                employee.account(),
                employee.password(),
                phone.newCode())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).isEqualTo("11 1\n2\n");
  }

  @Test
  void aLoginComesOverIpv6() throws Exception {
    assumeTrue(
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(address -> address.getHostAddress().startsWith("0:0:0:0:0:0:0:1")),
        "this machine has no IPv6");
    Employee employee = registered();
    String printed =
        Tool.RADCLIENT.run(
            "User-Name = \"%s\"\nUser-Password = \"%s\"\nMessage-Authenticator = 0x00\n"
                .formatted(employee.account(), employee.password()),
            "-x",
            "-t",
            "4.8",
            "[::1]:" + bridge.port(),
            "auth",
            bridge.radiusSecret());
    assertThat(printed).contains("Received Access-Challenge");
  }

  @Test
  void everyAddressOfTheMachineAnswersForItself() throws Exception {
    List<String> added = List.of("127.0.0.2", "127.0.0.3");
    boolean could = added.stream().allMatch(address -> ip("add", address));
    try {
      List<InetAddress> addresses =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> address.getAddress().length == 4)
              .toList();
      assertThat(addresses.size()).isGreaterThanOrEqualTo(could ? 3 : 1);
      for (InetAddress address : addresses) {
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptionsInstanceOf(SocketTimeoutException.class)
            .untilAsserted(
                () -> assertThat(whoAnswers(address)).as("asked %s", address).isEqualTo(address));
      }
    } finally {
      added.forEach(address -> ip("del", address));
    }
  }

  /** Only root may; without that the addresses that are there have to do. */
  private static boolean ip(String verb, String address) {
    Tool.IP.run("", "address", verb, address + "/32", "dev", "lo");
    return Tool.IP.run("", "address", "show", "dev", "lo").contains(address + "/32")
        == verb.equals("add");
  }

  private InetAddress whoAnswers(InetAddress asked) throws IOException {
    try (Datagrams requests = new Datagrams(1, bridge.port(), bridge.radiusSecret());
        DatagramSocket socket = new DatagramSocket()) {
      byte[] request = requests.accessRequest("nobody", "wrong", new byte[0]);
      socket.setSoTimeout(3_000);
      socket.send(new DatagramPacket(request, request.length, asked, bridge.port()));
      DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
      socket.receive(reply);
      return reply.getAddress();
    }
  }

  private Employee registered() {
    Employee employee = house.hire();
    employee.registers();
    return employee;
  }

  /** A whole login with password and code at another port that leads to the bridge. */
  private void logsInThrough(int port) {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    Vpn vpn = new Vpn(port, bridge.radiusSecret(), house.secrets());
    VpnReply question = vpn.login(employee.account(), employee.password());
    assertThat(question.kind()).isEqualTo(VpnReply.Kind.CHALLENGE);
    assertThat(vpn.answer(employee.account(), question, phone.newCode()).kind())
        .isEqualTo(VpnReply.Kind.ACCEPT);
  }

  private void accountsThrough(int port, String type) {
    String printed =
        Tool.RADCLIENT.run(
            """
            Acct-Status-Type = %s
            User-Name = "ming.wang"
            Acct-Session-Id = "s-radsec"
            Framed-IP-Address = 10.0.0.8
            NAS-Identifier = "fortigate-taipei"
            """
                .formatted(type),
            "-x",
            "-t",
            "4",
            "127.0.0.1:" + port,
            "acct",
            bridge.radiusSecret());
    assertThat(printed).contains("Received Accounting-Response");
  }

  private void run(Tool tool, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(tool.path().toString()));
    line.addAll(Arrays.asList(arguments));
    processes.add(
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start());
  }
}

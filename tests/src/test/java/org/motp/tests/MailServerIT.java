package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.motp.demo.Ports;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** A mail that cannot be sent keeps nobody out of the VPN. */
@InHouse
class MailServerIT {
  /** Far longer than a FortiGate waits: a login that waits for the mail server gets no reply. */
  private static final String TIMEOUT_MILLIS = "60000";

  private final House house;
  private final JsonNode mailSettings;

  MailServerIT(House house) {
    this.house = house;
    this.mailSettings = house.realm().settings().path("smtpServer");
  }

  @AfterEach
  void mailAgain() {
    house.realm().change(Map.of("smtpServer", mailSettings));
  }

  private void mailTo(int port) {
    ObjectNode other = mailSettings.deepCopy();
    other.put("host", "127.0.0.1").put("port", Integer.toString(port));
    other.put("timeout", TIMEOUT_MILLIS).put("connectionTimeout", TIMEOUT_MILLIS);
    house.realm().change(Map.of("smtpServer", other));
  }

  @Test
  void mailServerThatNeverAnswersDelaysNoLogin() throws IOException {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> caller = CompletableFuture.supplyAsync(() -> accept(silent));
      mailTo(silent.getLocalPort());

      assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
      assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
      try (Socket kept = caller.join()) {
        assertThat(kept.isConnected()).as("Keycloak did try to send the mail").isTrue();
        assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
      }
    }
  }

  private static Socket accept(ServerSocket server) {
    try {
      return server.accept();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void mailServerThatRefusesDelaysNoLoginAndIsNamedInTheLog() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    mailTo(Ports.freeTcp());

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);

    String id = employee.id();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                house
                    .keycloak()
                    .output()
                    .lines()
                    .anyMatch(line -> line.contains("not sent") && line.contains(id)));
  }
}

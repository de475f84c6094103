package org.motp.tests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.motp.tests.container.ContainedKeycloak.Account;
import org.motp.tests.house.Secrets;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;
import org.testcontainers.containers.Network;

/** The bridge's container, as an administrator builds, starts, changes and stops it. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class BridgeContainerIT {
  private static final Secrets SECRETS = new Secrets();

  /** Docker kills what has not ended after ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Network network;
  private static ContainedKeycloak keycloak;

  @BeforeAll
  static void start() throws Exception {
    network = Network.newNetwork();
    keycloak = ContainedKeycloak.start(network, SECRETS);
  }

  @AfterAll
  static void stop() {
    if (keycloak != null) {
      keycloak.close();
    }
    network.close();
  }

  private static ContainedBridge startBridge() throws Exception {
    return ContainedBridge.start(network, keycloak.clientSecret(), SECRETS);
  }

  @Test
  void employeeConnectsThroughAHealthyBridgeThatMayWriteNothing() throws Exception {
    Account employee = keycloak.hire();
    String key = keycloak.registers(employee);
    try (ContainedBridge bridge = startBridge()) {
      VpnReply asked = bridge.vpn().login(employee.name(), employee.password());
      assertThat(asked.kind()).isEqualTo(Kind.CHALLENGE);
      assertThat(bridge.vpn().answer(employee.name(), asked, keycloak.nextCode(key)).kind())
          .isEqualTo(Kind.ACCEPT);

      assertThat(bridge.run("id", "-u").strip()).isEqualTo("65532");
      assertThat(bridge.run("touch", "/opt/motp-radius-bridge/x")).contains("Read-only");
    }
  }

  @Test
  void administratorChangesTheMountedFileAndSendsHangup() throws Exception {
    Account employee = keycloak.hire();
    try (ContainedBridge bridge = startBridge()) {
      bridge.configure("renamed");
      bridge.signal("HUP");
      await().atMost(PATIENCE).until(() -> bridge.logs().contains("read again and is in force"));

      assertThat(bridge.vpn().login(employee.name(), employee.password()).kind())
          .isEqualTo(Kind.REJECT);
      await().atMost(PATIENCE).until(() -> bridge.logs().contains("renamed"));
    }
  }

  @Test
  void dockerStopNeedNotKill() throws Exception {
    try (ContainedBridge bridge = startBridge()) {
      bridge.signal("TERM");
      await().atMost(PATIENCE).until(() -> !bridge.runs());
      assertThat(bridge.exitCode()).isEqualTo(143);
    }
  }
}

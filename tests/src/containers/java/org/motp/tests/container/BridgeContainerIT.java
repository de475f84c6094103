package org.motp.tests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.motp.tests.container.ContainedKeycloak.Account;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** The bridge's container, as an administrator builds, starts, changes and stops it. */
@InContainers
class BridgeContainerIT {
  /** Docker kills what has not ended after ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ContainedKeycloak keycloak;

  BridgeContainerIT(ContainedKeycloak keycloak) {
    this.keycloak = keycloak;
  }

  @Test
  void employeeConnectsThroughAHealthyBridgeThatMayWriteNothing() throws Exception {
    Account employee = keycloak.hire();
    String key = keycloak.registers(employee);
    try (ContainedBridge bridge = ContainedBridge.start(keycloak)) {
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
    try (ContainedBridge bridge = ContainedBridge.start(keycloak)) {
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
    try (ContainedBridge bridge = ContainedBridge.start(keycloak)) {
      bridge.signal("TERM");
      await().atMost(PATIENCE).until(() -> !bridge.runs());
      assertThat(bridge.exitCode()).isEqualTo(143);
    }
  }
}

package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.Bridge;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply.Kind;

/** What a monitoring system sees of logins, and that it does not see who. */
@InHouse
class MetricsIT {
  private static final String ACCEPTED = requests("accept", "granted");
  private static final String REFUSED = requests("reject", "invalid_grant");

  private final House house;
  private final Bridge bridge;

  MetricsIT(House house) {
    this.house = house;
    this.bridge = house.bridge();
  }

  @Test
  void loginsAreCountedAndNobodyIsNamed() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    double accepted = bridge.metric(ACCEPTED);
    double refused = bridge.metric(REFUSED);

    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    house.vpn().login(employee.account(), house.secret());

    await()
        .untilAsserted(
            () -> {
              assertThat(bridge.metric(ACCEPTED)).isEqualTo(accepted + 1);
              assertThat(bridge.metric(REFUSED)).isEqualTo(refused + 1);
            });
    assertThat(
            bridge.metric("motp_radius_client_last_packet_timestamp_seconds{client=\"gateway\"}"))
        .isGreaterThan(Instant.now().getEpochSecond() - 300.0);
    assertThat(
            bridge.metric("motp_radius_keycloak_seconds_count{answer=\"granted\",realm=\"motp\"}"))
        .isPositive();
    assertThat(bridge.ask("/metrics").body()).doesNotContain(employee.account());
  }

  private static String requests(String outcome, String reason) {
    return "motp_radius_requests_total{client=\"gateway\",outcome=\"%s\",reason=\"%s\"}"
        .formatted(outcome, reason);
  }
}

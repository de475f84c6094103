package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.VpnReply;
import org.motp.tests.vpn.VpnReply.Kind;

/** The bridges share nothing, and nobody who is logging in notices when one of them goes. */
@InHouse
class TwoBridgesIT {
  private final House house;
  private final Employee employee;
  private final Phone phone;

  TwoBridgesIT(House house) {
    this.house = house;
    this.employee = house.hire();
    this.phone = employee.registers();
  }

  @Test
  void challengeOfOneBridgeIsAnsweredThroughTheOther() {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());

    VpnReply reply = house.otherVpn().answer(employee.account(), challenge, phone.newCode());

    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
  }

  @Test
  void bridgeThatCrashedWhileTheUserTypedCompletesTheLogin()
      throws IOException, InterruptedException {
    VpnReply challenge = house.vpn().login(employee.account(), employee.password());
    assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);

    house.bridge().process().kill();
    assertThat(house.bridge().process().isRunning()).isFalse();
    house.bridge().process().start();

    VpnReply reply = house.vpn().answer(employee.account(), challenge, phone.newCode());
    assertThat(reply.kind()).isEqualTo(Kind.ACCEPT);
  }
}

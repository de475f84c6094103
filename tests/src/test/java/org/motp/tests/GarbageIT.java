package org.motp.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.motp.tests.house.House;
import org.motp.tests.house.InHouse;
import org.motp.tests.people.Employee;
import org.motp.tests.people.Phone;
import org.motp.tests.vpn.Datagrams;
import org.motp.tests.vpn.VpnReply.Kind;

/** Whatever comes on the bridge's port, the next good request is answered. */
@InHouse
class GarbageIT {
  private static final int MANY = 2000;
  private static final int LONGEST = 4200;

  /** Any of them in a log line is a stack trace or a defect that was caught at the last moment. */
  private static final List<String> TRACES =
      List.of("Exception", "\tat ", "a defect of the bridge");

  private final House house;

  GarbageIT(House house) {
    this.house = house;
  }

  @Test
  void randomBytesDoNotStopTheBridge() throws IOException {
    Random random = new Random(1);
    try (Datagrams gateway = gateway(1)) {
      for (int i = 0; i < MANY; i++) {
        byte[] junk = new byte[random.nextInt(LONGEST)];
        random.nextBytes(junk);
        gateway.send(junk);
      }
    }
    assertUnharmed();
  }

  @Test
  void requestThatIsCutAnywhereDoesNotStopTheBridge() throws IOException {
    try (Datagrams gateway = gateway(1)) {
      byte[] good = gateway.accessRequest("nobody", house.secret(), new byte[40]);
      for (int length = 0; length < good.length; length++) {
        gateway.send(Arrays.copyOf(good, length));
        byte[] honestLength = Arrays.copyOf(good, length);
        if (length >= 4) {
          honestLength[2] = (byte) (length >> 8);
          honestLength[3] = (byte) length;
          gateway.send(honestLength);
        }
      }
    }
    assertUnharmed();
  }

  @Test
  void requestWithEveryByteChangedDoesNotStopTheBridge() throws IOException {
    Random random = new Random(2);
    try (Datagrams gateway = gateway(1)) {
      byte[] good = gateway.accessRequest("nobody", house.secret(), new byte[40]);
      for (int i = 0; i < good.length; i++) {
        for (byte value : new byte[] {0, 1, (byte) 0xff, (byte) random.nextInt()}) {
          byte[] changed = good.clone();
          changed[i] = value;
          gateway.send(changed);
        }
      }
    }
    assertUnharmed();
  }

  @Test
  void strangerGetsNoReplyEvenToAGoodRequest() throws IOException {
    Employee employee = house.hire();
    try (Datagrams stranger = gateway(2);
        Datagrams gateway = gateway(1)) {
      stranger.send(stranger.accessRequest(employee.account(), employee.password(), new byte[0]));
      byte[] good = gateway.accessRequest(employee.account(), employee.password(), new byte[0]);
      gateway.send(good);
      // When the later one has its reply, the stranger's would have been there.
      assertThat(gateway.receive(Duration.ofSeconds(10))).isPresent();
      assertThat(stranger.receive(Duration.ofMillis(1))).isEmpty();
    }
    assertThat(house.directory().bindsOf(employee.account())).isEqualTo(1);
  }

  @Test
  void requestSignedWithAnotherSecretGetsNoReply() throws IOException {
    Employee employee = house.hire();
    try (Datagrams imposter = new Datagrams(1, house.bridge().port(), house.secret());
        Datagrams gateway = gateway(1)) {
      imposter.send(imposter.accessRequest(employee.account(), employee.password(), new byte[0]));
      byte[] good = gateway.accessRequest(employee.account(), employee.password(), new byte[0]);
      gateway.send(good);
      assertThat(gateway.receive(Duration.ofSeconds(10))).isPresent();
      assertThat(imposter.receive(Duration.ofMillis(1))).isEmpty();
    }
    assertThat(house.directory().bindsOf(employee.account())).isEqualTo(1);
  }

  private Datagrams gateway(int host) throws IOException {
    return new Datagrams(host, house.bridge().port(), house.bridge().radiusSecret());
  }

  private void assertUnharmed() {
    Employee employee = house.hire();
    Phone phone = employee.registers();
    assertThat(employee.connects(house.vpn(), phone).kind()).isEqualTo(Kind.ACCEPT);
    assertThat(house.bridge().process().isRunning()).isTrue();
    for (String trace : TRACES) {
      assertThat(house.bridge().allLines()).noneMatch(line -> line.contains(trace));
    }
  }
}

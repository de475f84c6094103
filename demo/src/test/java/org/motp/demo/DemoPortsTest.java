package org.motp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DemoPortsTest {

  @Command
  static final class Options {
    @Mixin DemoPorts ports;
  }

  @Test
  void startsWhereTheReadmeSays() {
    DemoPorts ports = parse();

    assertThat(ports.keycloak).isEqualTo(8080);
    assertThat(ports.radius).isEqualTo(1812);
    assertThat(ports.inbox).isEqualTo(8025);
    assertThat(ports.smtp).isEqualTo(3025);
    assertThat(ports.ldap).isEqualTo(3890);
  }

  @Test
  void saysWhichPortIsTakenAndHowToChooseAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoPorts ports = parse("--keycloak-port=" + other.getLocalPort());

      assertThatThrownBy(ports::check)
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("Port " + other.getLocalPort() + " (Keycloak) is taken")
          .hasMessageContaining("--keycloak-port");
    }
  }

  @Test
  void noticesAnotherRadiusServer() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      DemoPorts ports = allFree("--radius-port=" + other.getLocalPort());

      assertThatThrownBy(ports::check)
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("--radius-port");
    }
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String impossible : new String[] {"0", "-1", "65536"}) {
      assertThatThrownBy(() -> parse("--keycloak-port=" + impossible).check())
          .isInstanceOf(DemoException.class)
          .hasMessageContaining(impossible);
    }
  }

  @Test
  void refusesOnePortForTwoServices() {
    int port = Ports.freeTcp();

    assertThatThrownBy(() -> allFree("--inbox-port=" + port, "--ldap-port=" + port).check())
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("cannot share");
  }

  @Test
  void isContentWithFreePorts() {
    allFree().check();
  }

  private static DemoPorts allFree(String... last) {
    DemoPorts ports = parse(last);
    ports.keycloak = Ports.freeTcp();
    ports.smtp = Ports.freeTcp();
    if (ports.radius == 1812) {
      ports.radius = Ports.freeUdp();
    }
    if (ports.inbox == 8025) {
      ports.inbox = Ports.freeTcp();
    }
    if (ports.ldap == 3890) {
      ports.ldap = Ports.freeTcp();
    }
    return ports;
  }

  private static DemoPorts parse(String... arguments) {
    return CommandLine.populateCommand(new Options(), arguments).ports;
  }
}

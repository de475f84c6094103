package org.motp.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import picocli.CommandLine.Option;

/** The ports of the demo: fixed, so that bookmarks last, and all of them can be changed. */
final class DemoPorts {

  @Option(
      names = "--keycloak-port",
      defaultValue = "8080",
      description = "Keycloak (${DEFAULT-VALUE})")
  int keycloak;

  @Option(
      names = "--radius-port",
      defaultValue = "1812",
      description = "RADIUS, UDP (${DEFAULT-VALUE})")
  int radius;

  @Option(
      names = "--inbox-port",
      defaultValue = "8025",
      description = "web inbox (${DEFAULT-VALUE})")
  int inbox;

  @Option(
      names = "--smtp-port",
      defaultValue = "3025",
      description = "mail catcher (${DEFAULT-VALUE})")
  int smtp;

  @Option(
      names = "--ldap-port",
      defaultValue = "3890",
      description = "directory (${DEFAULT-VALUE})")
  int ldap;

  /**
   * Looks at all ports before anything is started.
   *
   * @throws DemoException naming the first one that is impossible or taken
   */
  void check() {
    check(keycloak, "Keycloak", "--keycloak-port", Ports::isTcpTaken);
    check(radius, "RADIUS", "--radius-port", Ports::isUdpTaken);
    check(inbox, "inbox", "--inbox-port", Ports::isTcpTaken);
    check(smtp, "SMTP", "--smtp-port", Ports::isTcpTaken);
    check(ldap, "LDAP", "--ldap-port", Ports::isTcpTaken);
    List<Integer> tcp = new ArrayList<>(List.of(keycloak, inbox, smtp, ldap));
    if (tcp.stream().distinct().count() < tcp.size()) {
      throw new DemoException("兩項服務不能使用同一個連接埠。 Two services cannot share one port.");
    }
  }

  private static void check(int port, String service, String option, IntPredicate taken) {
    if (port < 1 || port > 65_535) {
      throw new DemoException(
          "連接埠須介於 1 與 65535 之間。 %s %d: a port is a number from 1 to 65535."
              .formatted(option, port));
    }
    if (taken.test(port)) {
      throw new DemoException(
          "連接埠 %1$d（%2$s）已被其他程式使用。 Port %1$d (%2$s) is taken by another program: end it, or choose another port with %3$s."
              .formatted(port, service, option));
    }
  }
}

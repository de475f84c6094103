package org.motp.radius.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.policy.GroupAttributes;
import org.motp.radius.policy.NasTable;

/**
 * Everything that is configured, checked.
 *
 * @param listen where Access-Requests are taken
 * @param clients who may ask
 * @param stripDomains domains that are taken off user names
 */
public record BridgeConfig(
    List<InetSocketAddress> listen,
    KeycloakSettings keycloak,
    List<NasTable.Entry> clients,
    List<String> stripDomains,
    Groups groups,
    Times times,
    Limits limits,
    Accounting accounting,
    Log log) {

  /**
   * Which groups become which attributes.
   *
   * @param send the groups that may be sent; empty for all
   */
  public record Groups(String claim, String attribute, List<GroupAttributes.Sent> send) {}

  /**
   * How long things take.
   *
   * @param deadline after which a reply is of no use
   * @param rejectDelay what every Reject of a user takes at least
   * @param duplicates how long replies are kept for requests that are sent again
   */
  public record Times(Duration deadline, Duration rejectDelay, Duration duplicates) {}

  /**
   * How many there may be.
   *
   * @param openRequests how many may wait for Keycloak
   * @param duplicates how many replies are kept
   */
  public record Limits(int openRequests, int duplicates) {}

  /**
   * Who is connected now.
   *
   * @param listen where Accounting-Requests are taken; empty for nowhere
   * @param sessions how many are remembered
   * @param staleAfter how long one is believed in of which nothing is heard
   */
  public record Accounting(List<InetSocketAddress> listen, int sessions, Duration staleAfter) {}

  /** How the log looks. */
  public record Log(LogFormat format, LogLevel level) {}

  public enum LogFormat {
    TEXT,
    JSON
  }

  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }
}

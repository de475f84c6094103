package org.motp.radius.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.motp.radius.eap.EapSettings;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.login.LoginStyle;
import org.motp.radius.policy.AttributeMapping;
import org.motp.radius.policy.LoginLimits;
import org.motp.radius.policy.NasTable;
import org.motp.radius.policy.Rule;
import org.motp.radius.policy.UserNameRule;
import org.motp.radius.radsec.RadSecSettings;

/**
 * Everything that is configured, checked.
 *
 * @param listen where Access-Requests are taken
 * @param clients who may ask
 * @param userNames what is done to user names, in order
 * @param attributes what an Access-Accept carries where no rule says otherwise
 * @param eap empty if EAP is not set up
 * @param files whose content is part of it, the configuration file itself not among them
 */
public record BridgeConfig(
    List<InetSocketAddress> listen,
    KeycloakSettings keycloak,
    List<NasTable.Entry> clients,
    List<UserNameRule> userNames,
    List<AttributeMapping> attributes,
    Policy policy,
    Times times,
    Limits limits,
    Accounting accounting,
    RadSecSettings radsec,
    Log log,
    Management management,
    Optional<EapSettings> eap,
    Set<Path> files) {

  /**
   * Who may log in, and how.
   *
   * @param rules in order
   * @param styles by the names of clients
   * @param groupsClaim path of the claim with the user's groups
   * @param realms that rules may name, beside the one of {@code keycloak}
   */
  public record Policy(
      List<Rule> rules,
      Map<String, LoginStyle> styles,
      String groupsClaim,
      Map<String, KeycloakSettings> realms) {}

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
   * @param logins how often Keycloak may be asked
   */
  public record Limits(int openRequests, int duplicates, LoginLimits.Limits logins) {}

  /**
   * Who is connected now.
   *
   * @param listen where Accounting-Requests are taken; empty for nowhere
   * @param sessions how many are remembered
   * @param staleAfter how long one is believed in of which nothing is heard
   * @param signOuts whether connections of users are ended whom Keycloak signs out
   */
  public record Accounting(
      List<InetSocketAddress> listen, int sessions, Duration staleAfter, boolean signOuts) {}

  /** How the log looks. */
  public record Log(LogFormat format, LogLevel level) {}

  /**
   * The door for those who run the bridge.
   *
   * @param listen where health and metrics are asked for; empty for nowhere
   * @param tokenFile what a command proves itself with; empty for no commands
   */
  public record Management(Optional<InetSocketAddress> listen, Optional<Path> tokenFile) {}

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

package org.motp.radius.login;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about a login before Keycloak is asked.
 *
 * @param client how the configuration calls the NAS that asks
 * @param nasIdentifier what the NAS calls itself
 * @param signed whether the request is signed: if not, somebody on the way can have changed all of
 *     it but the password
 * @param connectInfo what the user connects to, such as {@code vpn-ssl}, in lower case
 * @param address the user's own address
 * @param user the user's name in its one form
 * @param domain what was typed before the backslash or behind the @ of the name
 */
public record LoginContext(
    String client,
    Optional<String> nasIdentifier,
    boolean signed,
    Set<String> connectInfo,
    Optional<InetAddress> address,
    String user,
    Optional<String> domain) {

  /** What FortiGate connects its own administrators to. */
  public static final String ADMIN_LOGIN = "admin-login";

  public LoginContext {
    connectInfo = Set.copyOf(connectInfo);
  }

  /** Whether this is the login of an administrator to the firewall itself. */
  public boolean administrator() {
    return connectInfo.contains(ADMIN_LOGIN);
  }
}

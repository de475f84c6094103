package org.motp.tests.vpn;

import java.util.ArrayList;
import java.util.List;

/**
 * What a FortiGate asks when somebody connects. Immutable: each {@code with…} makes a changed copy.
 *
 * @param attributes lines as radclient reads them
 */
public record VpnRequest(List<String> attributes) {
  /** The address that the user has on the internet. */
  public static final String USER_ADDRESS = "203.0.113.7";

  public VpnRequest {
    attributes = List.copyOf(attributes);
  }

  /** User name and password. */
  public static VpnRequest login(String user, String password) {
    return new VpnRequest(
        List.of(
            // radclient computes it; what stands here is replaced.
            "Message-Authenticator = 0x00",
            "NAS-Identifier = \"fortigate-taipei\"",
            "Connect-Info = \"vpn-ssl\"",
            "Calling-Station-Id = \"" + USER_ADDRESS + "\"",
            "User-Name = " + quoted(user),
            "User-Password = " + quoted(password)));
  }

  /** The code that answers a challenge. */
  public static VpnRequest answer(String user, VpnReply challenge, String code) {
    return login(user, code).with("State = " + challenge.state());
  }

  public VpnRequest with(String line) {
    List<String> more = new ArrayList<>(attributes);
    more.add(line);
    return new VpnRequest(more);
  }

  /** The same with another value of an attribute that is there, such as {@code Connect-Info}. */
  public VpnRequest where(String attribute, String value) {
    return new VpnRequest(
        attributes.stream()
            .map(
                line ->
                    line.startsWith(attribute + " = ") ? attribute + " = " + quoted(value) : line)
            .toList());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return "VpnRequest";
  }
}

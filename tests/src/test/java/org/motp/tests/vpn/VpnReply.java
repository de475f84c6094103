package org.motp.tests.vpn;

import java.util.List;
import java.util.Map;

/**
 * What a VPN gateway gets to see.
 *
 * @param attributes by name, the values as radclient prints them, without quotes
 */
public record VpnReply(Kind kind, Map<String, List<String>> attributes) {

  /** Whether there was a reply, and which. */
  public enum Kind {
    ACCEPT,
    REJECT,
    CHALLENGE,
    SILENCE
  }

  static final VpnReply NONE = new VpnReply(Kind.SILENCE, Map.of());

  public List<String> values(String attribute) {
    return attributes.getOrDefault(attribute, List.of());
  }

  /** What the user reads; empty when there is nothing. */
  public String message() {
    return String.join("", values("Reply-Message"));
  }

  /** The State in radclient's spelling. */
  public String state() {
    if (values("State").size() != 1) {
      throw new AssertionError("not one State in " + this);
    }
    return values("State").get(0);
  }
}

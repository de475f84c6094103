package org.motp.radius.login;

import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;

/**
 * How a request without EAP proves who the user is. Only PAP hands over a password that Keycloak
 * can check.
 */
public enum AuthenticationMethod {
  PAP,
  CHAP,
  MSCHAP,
  /** None at all. */
  NONE;

  private static final int MICROSOFT = 311;

  static AuthenticationMethod of(Packet packet) {
    if (packet.has(AttributeType.USER_PASSWORD)) {
      return PAP;
    }
    if (packet.has(AttributeType.CHAP_PASSWORD)) {
      return CHAP;
    }
    return packet.all(AttributeType.VENDOR_SPECIFIC).stream()
            .anyMatch(AuthenticationMethod::microsoft)
        ? MSCHAP
        : NONE;
  }

  private static boolean microsoft(Attribute attribute) {
    byte[] value = attribute.value();
    return value.length > 4
        && ((value[0] & 0xff) << 24
                | (value[1] & 0xff) << 16
                | (value[2] & 0xff) << 8
                | (value[3] & 0xff))
            == MICROSOFT;
  }
}

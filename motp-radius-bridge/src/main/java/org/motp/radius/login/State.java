package org.motp.radius.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;
import org.motp.radius.wire.Packet;

/** The State attribute, which carries Keycloak's handle of a login from one round to the next. */
final class State {

  private static final Pattern MFA_TOKEN = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /** Of a challenge that only shows a text. No handle of Keycloak's can look like it. */
  private static final String NOTICE = "!";

  private State() {}

  static Attribute of(String mfaToken) {
    return Attribute.ofText(AttributeType.STATE, mfaToken);
  }

  /** A State any answer to which is rejected. */
  static Attribute ofNotice() {
    return Attribute.ofText(AttributeType.STATE, NOTICE);
  }

  /** Keycloak's handle; empty if the packet has another State, or more than one. */
  static Optional<String> mfaToken(Packet packet) {
    List<Attribute> states = packet.all(AttributeType.STATE);
    if (states.size() != 1) {
      return Optional.empty();
    }
    String text = new String(states.get(0).value(), StandardCharsets.ISO_8859_1);
    return MFA_TOKEN.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /**
   * Eight characters that name a handle in the log, the same at every bridge, so that the rounds of
   * one login can be found. Nothing can be concluded from them about the handle.
   */
  static String fingerprint(String mfaToken) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(mfaToken.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package org.motp.radius.keycloak;

import java.util.Locale;
import java.util.Optional;

/**
 * One leg of a login.
 *
 * @param proof what the user has shown
 * @param clientIp the user's own address, if the NAS told it
 * @param nas what the login is bound to between its legs
 * @param locale the language of messages for the user
 * @param id names this request in the logs of the bridge and of Keycloak: 1 to 64 letters, digits,
 *     {@code .}, {@code _} and {@code -}
 */
public record GrantRequest(
    String username, Proof proof, Optional<String> clientIp, String nas, Locale locale, String id) {

  /** What the user has shown. Its text form shows nothing. */
  public sealed interface Proof {}

  /** First leg. */
  public record Password(String password) implements Proof {
    @Override
    public String toString() {
      return "password";
    }
  }

  /** Both at once. */
  public record PasswordAndCode(String password, String otp) implements Proof {
    @Override
    public String toString() {
      return "password and code";
    }
  }

  /** The code alone, where somebody else has checked the password. */
  public record CodeAlone(String otp) implements Proof {
    @Override
    public String toString() {
      return "code alone";
    }
  }

  /** Second leg: the answer to a challenge. */
  public record Code(String mfaToken, String otp) implements Proof {
    @Override
    public String toString() {
      return "code";
    }
  }

  /** Second leg, while the phone is being asked. */
  public record Waiting(String mfaToken) implements Proof {
    @Override
    public String toString() {
      return "waiting";
    }
  }

  /** The same login, with another proof. */
  public GrantRequest with(Proof other) {
    return new GrantRequest(username, other, clientIp, nas, locale, id);
  }
}

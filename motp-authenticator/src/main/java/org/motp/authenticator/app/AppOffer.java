package org.motp.authenticator.app;

import java.security.SecureRandom;
import org.keycloak.models.KeycloakSession;
import org.motp.authenticator.token.AppSecrets;
import org.motp.authenticator.token.AppToken;

/**
 * What the page of a registration tells a phone.
 *
 * @param uri what the QR code holds: the app's address, and in its fragment, which browsers send to
 *     nobody, the registration, the one-time code and the server's ephemeral public key
 * @param initialKey what is typed where no camera reads the QR code
 */
public record AppOffer(String uri, String initialKey) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int VERSION = 1;

  /** The secrets of a new registration. */
  public static AppSecrets newSecrets() {
    return ServerKeys.generate(RANDOM);
  }

  /**
   * The offer of a registration that waits for a phone.
   *
   * @param privateKey the server's private key of this registration
   */
  public static AppOffer of(KeycloakSession session, AppToken app, byte[] privateKey) {
    ServerKeys keys = new ServerKeys(privateKey);
    return new AppOffer(
        "%s#%d.%s.%s.%s"
            .formatted(
                address(Issuer.of(session)),
                VERSION,
                app.token().serial(),
                keys.code(),
                app.serverKey()),
        keys.initialKey().shown());
  }

  /** Where the app of this issuer lives. */
  public static String address(String issuer) {
    return issuer + "/motp/app/";
  }

  @Override
  public String toString() {
    return "AppOffer";
  }
}

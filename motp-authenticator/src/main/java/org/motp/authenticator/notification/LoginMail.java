package org.motp.authenticator.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.TokenStore;

/**
 * The mail that follows one login.
 *
 * @param serial serial of the token whose code was accepted
 * @param address where the login came from, or null
 * @param epochMillis when
 */
record LoginMail(String realmId, String userId, String serial, String address, long epochMillis) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

  /** Sends the mail, if the realm's mode asks for one and the user has an address. */
  void send(KeycloakSession session) throws EmailException {
    RealmModel realm = session.realms().getRealm(realmId);
    if (realm == null) {
      return;
    }
    session.getContext().setRealm(realm);
    UserModel user = session.users().getUserById(realm, userId);
    MailSettings settings = MailSettings.of(realm);
    if (user == null || user.getEmail() == null || !wanted(session, settings.mode())) {
      return;
    }
    session
        .getProvider(EmailTemplateProvider.class)
        .setRealm(realm)
        .setUser(user)
        .send(
            "motp-verified-subject",
            "motp-verified.ftl",
            Map.of(
                "username", user.getUsername(),
                "signatureZh", settings.signatureZh(),
                "signatureEn", settings.signatureEn(),
                "time",
                    TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault())),
                "address", address == null ? "" : address));
  }

  private boolean wanted(KeycloakSession session, MailSettings.Mode mode) {
    return switch (mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case NEW_ADDRESS ->
          session.getProvider(TokenStore.class).firstUseFrom(realmId, serial, address);
    };
  }
}

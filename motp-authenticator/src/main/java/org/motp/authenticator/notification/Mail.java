package org.motp.authenticator.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenStore;

/**
 * A mail about one thing that happened to a user's token. Links are made before: on the thread that
 * sends there is no request, from which Keycloak would know its own address.
 *
 * @param occasion what happened
 * @param serial serial of the token
 * @param address where it came from, or null
 * @param epochMillis when
 * @param link where the user can do something about it, or null
 * @param days for how many days the token is still valid, or 0
 */
record Mail(
    Occasion occasion,
    String realmId,
    String userId,
    String serial,
    String address,
    long epochMillis,
    String link,
    int days) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

  static Mail of(
      Occasion occasion,
      String realmId,
      String userId,
      String serial,
      String address,
      String link) {
    return new Mail(occasion, realmId, userId, serial, address, Time.currentTimeMillis(), link, 0);
  }

  static Mail reminder(Token token, int days) {
    return new Mail(
        Occasion.EXPIRING,
        token.realmId(),
        token.userId(),
        token.serial(),
        null,
        Time.currentTimeMillis(),
        null,
        days);
  }

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
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("occasion", occasion.text());
    attributes.put("username", user.getUsername());
    attributes.put("serial", serial);
    attributes.put("signatureZh", settings.signatureZh());
    attributes.put("signatureEn", settings.signatureEn());
    attributes.put(
        "time", TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault())));
    attributes.put("address", address == null ? "" : address);
    attributes.put("link", link == null ? "" : link);
    attributes.put("days", days);
    session
        .getProvider(EmailTemplateProvider.class)
        .setRealm(realm)
        .setUser(user)
        .send(occasion.subjectKey(), occasion.template(), attributes);
  }

  private boolean wanted(KeycloakSession session, MailSettings.Mode mode) {
    if (occasion != Occasion.VERIFIED) {
      return true;
    }
    return switch (mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case NEW_ADDRESS ->
          session.getProvider(TokenStore.class).firstUseFrom(realmId, serial, address);
    };
  }
}

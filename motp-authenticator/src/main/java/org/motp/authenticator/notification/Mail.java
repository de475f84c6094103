package org.motp.authenticator.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.TokenStore;

/**
 * A mail about one thing that happened to a user's token. Links are made before: on the thread that
 * sends there is no request, from which Keycloak would know its own address.
 *
 * @param occasion what happened
 * @param serial serial of the token
 * @param address where it came from, or null
 * @param epochMillis when
 * @param stopLink the link "this was not me", or null
 */
record Mail(
    Occasion occasion,
    String realmId,
    String userId,
    String serial,
    String address,
    long epochMillis,
    String stopLink) {
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
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("occasion", occasion.text());
    attributes.put("username", user.getUsername());
    attributes.put("serial", serial);
    attributes.put("signatureZh", settings.signatureZh());
    attributes.put("signatureEn", settings.signatureEn());
    attributes.put(
        "time", TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault())));
    attributes.put("address", address == null ? "" : address);
    attributes.put("stopLink", stopLink == null ? "" : stopLink);
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

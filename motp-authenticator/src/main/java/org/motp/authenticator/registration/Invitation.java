package org.motp.authenticator.registration;

import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;
import org.motp.authenticator.notification.MailListenerFactory;

/**
 * 外網註冊信: a mail with a link by which a registration goes on elsewhere, on the phone or outside of
 * the company's network. The link carries neither key nor code and asks for a login; it works once
 * and for ten minutes. What it gives is the place: where a first token needs the company's network,
 * the user was there when the mail was sent.
 */
public final class Invitation {
  private static final String LINK = "motp.invitation.";
  private static final String FOLLOWED = "motp.invited.";
  private static final String SENT = "motp.invitation-sent.";
  private static final String USER = "user";
  private static final String REALM = "realm";
  private static final int LIFETIME_SECONDS = 600;
  private static final int AT_MOST_EVERY_SECONDS = 180;
  private static final int CODE_LENGTH = 32;

  private Invitation() {}

  /**
   * Mails the link, at most once in three minutes.
   *
   * @return false when the last mail is too recent
   */
  static boolean send(KeycloakSession session, RealmModel realm, UserModel user) {
    SingleUseObjectProvider store = session.singleUseObjects();
    if (!store.putIfAbsent(SENT + user.getId(), AT_MOST_EVERY_SECONDS)) {
      return false;
    }
    String code = SecretGenerator.getInstance().randomString(CODE_LENGTH);
    store.put(LINK + code, LIFETIME_SECONDS, Map.of(REALM, realm.getId(), USER, user.getId()));
    String link =
        RealmsResource.realmBaseUrl(
                session.getContext().getUri(UrlType.FRONTEND).getBaseUriBuilder())
            .path("motp/continue")
            .queryParam("code", code)
            .build(realm.getName())
            .toString();
    MailListenerFactory.invite(session, user, link);
    return true;
  }

  /**
   * Uses a link up.
   *
   * @return false when it is unknown, used or too old
   */
  public static boolean follow(KeycloakSession session, RealmModel realm, String code) {
    Optional<String> userId =
        Optional.ofNullable(code)
            .map(used -> session.singleUseObjects().remove(LINK + used))
            .filter(invitation -> realm.getId().equals(invitation.get(REALM)))
            .map(invitation -> invitation.get(USER));
    userId.ifPresent(
        user -> session.singleUseObjects().put(FOLLOWED + user, LIFETIME_SECONDS, Map.of()));
    return userId.isPresent();
  }

  /** Whether this user has followed a link within ten minutes. */
  static boolean followed(KeycloakSession session, UserModel user) {
    return session.singleUseObjects().contains(FOLLOWED + user.getId());
  }
}

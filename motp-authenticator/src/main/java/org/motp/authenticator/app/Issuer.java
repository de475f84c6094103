package org.motp.authenticator.app;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;
import org.keycloak.utils.StringUtil;

/**
 * What the realm is called: the address that goes into every signature, and the name for people.
 */
public final class Issuer {
  private Issuer() {}

  /** The realm's issuer, such as {@code https://id.example.com/realms/motp}. */
  public static String of(KeycloakSession session) {
    return Urls.realmIssuer(
        session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
        session.getContext().getRealm().getName());
  }

  /** What apps show as the name of the company. */
  public static String title(RealmModel realm) {
    return StringUtil.isNotBlank(realm.getDisplayName()) ? realm.getDisplayName() : realm.getName();
  }
}

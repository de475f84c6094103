package org.motp.authenticator.notification;

import java.util.Optional;
import org.keycloak.TokenCategory;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.urls.UrlType;

/**
 * The link "this was not me" in a mail about a new token: signed with the realm's key, it stops
 * this one token and nothing else, for a week, without a login.
 */
public final class StopLink {
  private static final String TYPE = "motp-stop";
  private static final long LIFETIME_SECONDS = 7 * 24 * 60 * 60L;

  private StopLink() {}

  /** A token of its own type, so that nothing else that the realm signed passes for it. */
  private static final class StopToken extends JsonWebToken {
    @Override
    public TokenCategory getCategory() {
      return TokenCategory.INTERNAL;
    }
  }

  /** What a link is about. */
  public record Target(String userId, String serial) {}

  static String to(KeycloakSession session, String userId, String serial) {
    RealmModel realm = session.getContext().getRealm();
    StopToken token = new StopToken();
    token.type(TYPE);
    token.issuer(realm.getId());
    token.subject(userId);
    token.id(serial);
    token.exp(Time.currentTimeSeconds() + LIFETIME_SECONDS);
    return RealmsResource.realmBaseUrl(
            session.getContext().getUri(UrlType.FRONTEND).getBaseUriBuilder())
        .path("motp/stop")
        .queryParam("token", session.tokens().encode(token))
        .build(realm.getName())
        .toString();
  }

  /** What the link is about; empty when it is not one of this realm's, or too old. */
  public static Optional<Target> read(KeycloakSession session, RealmModel realm, String token) {
    return Optional.ofNullable(token)
        .map(text -> session.tokens().decode(text, StopToken.class))
        .filter(
            stop ->
                TYPE.equals(stop.getType())
                    && realm.getId().equals(stop.getIssuer())
                    && stop.isActive())
        .map(stop -> new Target(stop.getSubject(), stop.getId()));
  }
}

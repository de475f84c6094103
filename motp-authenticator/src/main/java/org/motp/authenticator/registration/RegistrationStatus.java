package org.motp.authenticator.registration;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.sessions.RootAuthenticationSessionModel;
import org.keycloak.urls.UrlType;
import org.motp.authenticator.app.Answers;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.TokenStore;

/**
 * What the page of an online registration asks every two seconds: whether a phone has claimed it.
 * It answers the browser in whose login the registration was started, by that login's cookie.
 */
public final class RegistrationStatus {
  private final KeycloakSession session;
  private final RealmModel realm;

  public RegistrationStatus(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  static String uri(KeycloakSession session, String serial) {
    return RealmsResource.realmBaseUrl(
            session.getContext().getUri(UrlType.FRONTEND).getBaseUriBuilder())
        .path("motp/registration")
        .path(serial)
        .build(session.getContext().getRealm().getName())
        .toString();
  }

  /** {@code waiting}, {@code claimed} or {@code over}, and whether a second phone tried it. */
  @GET
  @Path("{serial}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response of(@PathParam("serial") String serial) {
    RootAuthenticationSessionModel login =
        new AuthenticationSessionManager(session).getCurrentRootAuthenticationSession(realm);
    Optional<AppToken> app =
        login == null
            ? Optional.empty()
            : session
                .getProvider(TokenStore.class)
                .appRegistrations()
                .find(realm.getId(), serial, login.getId());
    return Answers.of(
        Response.Status.OK,
        Map.of(
            "state", app.map(RegistrationStatus::state).orElse("over"),
            "again", app.filter(pending -> pending.claimedAgain() != null).isPresent()));
  }

  private static String state(AppToken app) {
    return app.claimed() == null ? "waiting" : "claimed";
  }
}

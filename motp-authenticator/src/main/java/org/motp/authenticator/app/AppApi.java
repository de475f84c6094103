package org.motp.authenticator.app;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.notification.push.PushMessages;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.TokenStore;
import org.motp.authenticator.token.UserTokens;

/** What the app calls: about the realm, and about its own token. */
public final class AppApi {
  private static final byte[] NO_BODY = {};
  private static final String SUBSCRIPTION = "/api/token/subscription";

  private final KeycloakSession session;
  private final RealmModel realm;

  AppApi(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** What everybody may know. */
  @GET
  @Path("realm")
  @Produces(MediaType.APPLICATION_JSON)
  public Response realm() {
    Map<String, Object> members = new HashMap<>();
    members.put("issuer", Issuer.of(session));
    members.put("title", Issuer.title(realm));
    members.put("vapidKey", session.getProvider(PushMessages.class).publicKey(realm).orElse(null));
    return Answers.of(Response.Status.OK, members);
  }

  /** Where a phone claims a registration. */
  @Path("registrations")
  public ClaimResource registrations() {
    return new ClaimResource(session);
  }

  /** What has become of the token of the phone that asks. */
  @GET
  @Path("token")
  @Produces(MediaType.APPLICATION_JSON)
  public Response token() {
    return new AppRequests(session).answer("GET", "/api/token", NO_BODY, this::token);
  }

  private Response token(AppToken app) {
    session.getProvider(TokenStore.class).appTokens().seen(app, Time.currentTimeSeconds());
    UserModel user = session.users().getUserById(realm, app.token().userId());
    return Answers.of(
        Response.Status.OK,
        Map.of(
            "state", state(app, user),
            "account", user == null ? "" : user.getUsername(),
            "title", Issuer.title(realm),
            "subscribed", app.pushEndpoint() != null,
            "questions", new QuestionApi(session).questions(app)));
  }

  /** The user removes the token from the phone. */
  @DELETE
  @Path("token")
  @Produces(MediaType.APPLICATION_JSON)
  public Response remove() {
    return new AppRequests(session)
        .answer("DELETE", "/api/token", NO_BODY, app -> new Removal(session).of(app));
  }

  /** What the user says to a question. */
  @POST
  @Path("token/answers")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response answer(byte[] body) {
    return new AppRequests(session)
        .answer(
            "POST", "/api/token/answers", body, app -> new QuestionApi(session).answer(app, body));
  }

  /** Where the phone wants its push messages. */
  @PUT
  @Path("token/subscription")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscribe(byte[] body) {
    return new AppRequests(session)
        .answer(
            "PUT", SUBSCRIPTION, body, app -> new SubscriptionApi(session).subscribe(app, body));
  }

  /** No push messages any more. */
  @DELETE
  @Path("token/subscription")
  @Produces(MediaType.APPLICATION_JSON)
  public Response unsubscribe() {
    return new AppRequests(session)
        .answer(
            "DELETE", SUBSCRIPTION, NO_BODY, app -> new SubscriptionApi(session).unsubscribe(app));
  }

  private String state(AppToken app, UserModel user) {
    return user == null
        ? TokenState.REVOKED.text()
        : new UserTokens(session, realm, user).shownState(app.token());
  }
}

package org.motp.authenticator.helpdesk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.motp.authenticator.token.TokenStore;

/**
 * What administrators and the helpdesk call, with the permissions of the admin console: who may
 * manage a user may release a registration. Nobody sees or chooses a key here.
 */
public final class HelpdeskResource {
  private static final int MOST_MINUTES = 7 * 24 * 60;
  private static final int DEFAULT_MINUTES = 60;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator auth;
  private final AdminEventBuilder adminEvent;

  HelpdeskResource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder adminEvent) {
    this.session = session;
    this.realm = realm;
    this.auth = auth;
    this.adminEvent = adminEvent.resource(ResourceType.USER);
  }

  /**
   * What a release says.
   *
   * @param minutes how long it is open, 1 to 10080; 60 if not given
   */
  public record Release(Integer minutes) {}

  /**
   * Releases one registration of this user, for which no old code is asked; a later release
   * replaces an earlier one.
   */
  @POST
  @Path("users/{id}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response release(@PathParam("id") String id, Release release) {
    UserModel user = manageable(id);
    int minutes =
        release == null || release.minutes() == null ? DEFAULT_MINUTES : release.minutes();
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw ErrorResponse.error(
          "minutes must be 1 to " + MOST_MINUTES + ", not " + minutes, Response.Status.BAD_REQUEST);
    }
    long expires = Time.currentTimeSeconds() + TimeUnit.MINUTES.toSeconds(minutes);
    store().releases().grant(realm.getId(), user.getId(), expires);
    tell(OperationType.ACTION, user);
    return Response.ok(Map.of("expires", expires)).build();
  }

  /** Takes a release back. */
  @DELETE
  @Path("users/{id}/release")
  public Response withdraw(@PathParam("id") String id) {
    UserModel user = manageable(id);
    store().releases().withdraw(realm.getId(), user.getId(), Time.currentTimeSeconds());
    tell(OperationType.DELETE, user);
    return Response.noContent().build();
  }

  /** The realm's tokens. */
  @Path("tokens")
  public TokensResource tokens() {
    return new TokensResource(session, realm, auth, adminEvent);
  }

  private UserModel manageable(String id) {
    UserModel user = session.users().getUserById(realm, id);
    if (user == null) {
      // As Keycloak does: who may not list users learns nothing from the difference.
      if (auth.users().canQuery()) {
        throw new NotFoundException("User not found");
      }
      throw new ForbiddenException();
    }
    auth.users().requireManage(user);
    return user;
  }

  private void tell(OperationType operation, UserModel user) {
    adminEvent.operation(operation).resourcePath("users", user.getId(), "motp-release").success();
  }

  private TokenStore store() {
    return session.getProvider(TokenStore.class);
  }
}

package org.motp.authenticator.signout;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.cors.Cors;
import org.motp.authenticator.token.SignOuts;

/**
 * Where a bridge asks who was signed out: with its own client authentication, whichever that is,
 * and only if the client is confidential and has the attribute {@code motp.trusted-origin=true}.
 */
public final class SignOutResource {
  private static final String TRUSTED = "motp.trusted-origin";

  private final KeycloakSession session;
  private final RealmModel realm;

  public SignOutResource(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /**
   * The answer.
   *
   * @param now milliseconds since the epoch, on this node
   * @param highest {@link SignOuts#highest}
   */
  public record Page(long now, long highest, List<SignOuts.SignOut> sign_outs) {}

  /** Those behind an id. */
  @POST
  @Path("")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  public Page after(@FormParam("after") long after) {
    EventBuilder event =
        new EventBuilder(realm, session, session.getContext().getConnection())
            // What a client that is refused is written down as.
            .event(EventType.CLIENT_LOGIN);
    ClientModel client =
        AuthorizeClientUtil.authorizeClient(session, event, Cors.builder()).getClient();
    if (client.isPublicClient()
        || client.isBearerOnly()
        || !Boolean.parseBoolean(client.getAttribute(TRUSTED))) {
      throw new ForbiddenException();
    }
    long now = Time.currentTimeMillis();
    SignOuts signOuts = new SignOuts(session);
    return new Page(now, signOuts.highest(), signOuts.after(realm.getId(), after, now));
  }
}

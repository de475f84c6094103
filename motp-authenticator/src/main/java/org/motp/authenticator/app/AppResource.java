package org.motp.authenticator.app;

import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** Serves {@code /realms/{realm}/motp/app/}: the phone's web app and what it calls. */
public final class AppResource {
  private final KeycloakSession session;

  public AppResource(KeycloakSession session) {
    this.session = session;
  }

  /** What the app calls. */
  @Path("api")
  public AppApi api() {
    return new AppApi(session);
  }
}

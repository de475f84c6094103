package org.motp.authenticator.signout;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;

/** The event listener {@code motp-sign-out}, which all realms have without being told. */
public final class SignOutListenerFactory implements EventListenerProviderFactory {

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new SignOutListener(session);
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public String getId() {
    return "motp-sign-out";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(
        event -> {
          // Also when a user is gone from the directory and Keycloak notices.
          if (event instanceof UserModel.UserRemovedEvent removed) {
            SignOutListener.rememberAfterCommit(
                removed.getKeycloakSession(), removed.getRealm(), removed.getUser(), "deleted");
          }
        });
  }

  @Override
  public void close() {}
}

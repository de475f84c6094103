package org.motp.authenticator.selfservice;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the required action known. */
public final class TroubleshootActionFactory implements RequiredActionFactory {
  private static final TroubleshootAction STATELESS = new TroubleshootAction();

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return STATELESS;
  }

  @Override
  public String getId() {
    return TroubleshootAction.ID;
  }

  @Override
  public String getDisplayText() {
    return "MOTP troubleshooting";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}

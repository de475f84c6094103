package org.motp.authenticator.selfservice;

import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;

/** Shows a user's tokens and helps with them; started from the account console. */
public final class TroubleshootAction implements RequiredActionProvider {
  /** Provider id and alias. */
  public static final String ID = "motp-troubleshoot";

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return InitiatedActionSupport.SUPPORTED;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    new Troubleshooting(context).start();
  }

  @Override
  public void processAction(RequiredActionContext context) {
    new Troubleshooting(context).proceed();
  }

  @Override
  public void close() {}
}

package org.motp.authenticator.registration;

import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;

/**
 * Binds a token to the user who is logging in. Started by the browser flow for a user who has none,
 * or from the account console (application-initiated).
 */
public final class RegisterAction implements RequiredActionProvider {
  /** Provider id and alias. */
  public static final String ID = "motp-register";

  @Override
  public InitiatedActionSupport initiatedActionSupport() {
    return InitiatedActionSupport.SUPPORTED;
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {}

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    new Registration(context).show();
  }

  @Override
  public void processAction(RequiredActionContext context) {
    new Registration(context).proceed();
  }

  @Override
  public void close() {}
}

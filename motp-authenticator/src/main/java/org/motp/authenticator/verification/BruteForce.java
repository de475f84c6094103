package org.motp.authenticator.verification;

import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Keycloak's brute-force protection on a page outside of a flow, where it counts nothing by itself
 * and has to be asked and told.
 */
public record BruteForce(RequiredActionContext context) {

  /** Whether the user is locked out at the moment. */
  public boolean locksOut() {
    return AuthenticatorUtils.getDisabledByBruteForceEventError(
            protector(), context.getSession(), context.getRealm(), context.getUser())
        != null;
  }

  /** Counts a wrong code, if the realm counts at all. */
  public void countFailure() {
    if (context.getRealm().isBruteForceProtected()) {
      protector()
          .failedLogin(
              context.getRealm(),
              context.getUser(),
              context.getConnection(),
              context.getUriInfo(),
              Set.of(OTPCredentialModel.TYPE));
    }
  }

  private BruteForceProtector protector() {
    return context.getSession().getProvider(BruteForceProtector.class);
  }
}

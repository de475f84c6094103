package org.motp.authenticator.verification;

import org.keycloak.authentication.AuthenticationFlowContext;

/**
 * Flow: direct grant. Placement: REQUIRED, before Keycloak's "Username Validation", so that its
 * events and those of "Password" carry the user's address and not the bridge's. The address counts
 * only from a confidential client with the attribute {@code motp.trusted-origin=true}.
 */
public final class DirectGrantOrigin extends DirectGrantExecution {
  @Override
  void run(AuthenticationFlowContext context, DirectGrant grant) {
    context.success();
  }

  @Override
  public boolean requiresUser() {
    return false;
  }

  @Override
  public String getId() {
    return "motp-direct-grant-origin";
  }

  @Override
  public String getDisplayType() {
    return "MOTP Origin";
  }

  /** None: it checks nothing. */
  @Override
  public String getReferenceCategory() {
    return null;
  }

  @Override
  public String getHelpText() {
    return "Takes the user's address from motp_client_ip of a trusted client (client attribute"
        + " motp.trusted-origin=true). Place it before Username Validation.";
  }
}

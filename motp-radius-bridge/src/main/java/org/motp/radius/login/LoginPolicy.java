package org.motp.radius.login;

/**
 * Decides whether a user may log in here, before and after Keycloak has said who it is.
 * Implementations are safe for use by several threads and do not block.
 */
@FunctionalInterface
public interface LoginPolicy {

  /** Decides what is known before Keycloak is asked. Called once for every leg of a login. */
  Ruling before(LoginContext context);
}

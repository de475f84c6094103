package org.motp.radius.keycloak;

/** Is told when Keycloak goes and comes. Implementations are safe for use by several threads. */
public interface AvailabilityListener {

  /** Keycloak cannot be asked any more. Called once until {@link #back}. */
  void lost(String reason);

  /** Keycloak answers again. */
  void back();
}

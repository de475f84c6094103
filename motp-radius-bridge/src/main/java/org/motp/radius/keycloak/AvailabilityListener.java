package org.motp.radius.keycloak;

/** Is told when Keycloak goes and comes. Implementations are safe for use by several threads. */
public interface AvailabilityListener {

  /** Keycloak cannot be asked any more. Called once until {@link #back}. */
  void lost(String reason);

  /** Keycloak answers again. */
  void back();

  /** Access tokens are not believed. Called once until {@link #trusted}. */
  void distrusted(String reason);

  /** Access tokens are believed again. */
  void trusted();
}

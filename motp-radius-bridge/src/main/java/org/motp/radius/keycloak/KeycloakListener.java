package org.motp.radius.keycloak;

import java.time.Duration;

/** Is told how Keycloak does. Implementations are safe for use by several threads. */
public interface KeycloakListener {

  /** Keycloak cannot be asked any more. Called once until {@link #back}. */
  void lost(String reason);

  /** Keycloak answers again. */
  void back();

  /** Access tokens are not believed. Called once until {@link #trusted}. */
  void distrusted(String reason);

  /** Access tokens are believed again. */
  void trusted();

  /**
   * A question was answered, or will not be.
   *
   * @param took from the question to the answer
   */
  void asked(GrantAnswer answer, Duration took);

  /**
   * The breaker has opened or closed. While it is open no login is sent to Keycloak.
   *
   * @param open false at first
   */
  void breaker(boolean open);
}

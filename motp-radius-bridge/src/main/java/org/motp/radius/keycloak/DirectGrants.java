package org.motp.radius.keycloak;

import java.util.concurrent.CompletionStage;

/** Asks for a login to be decided. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface DirectGrants {

  /**
   * Sends one leg of a login. Never blocks.
   *
   * @return the answer, on any thread; never fails: what goes wrong is an answer too
   */
  CompletionStage<GrantAnswer> ask(GrantRequest request);
}

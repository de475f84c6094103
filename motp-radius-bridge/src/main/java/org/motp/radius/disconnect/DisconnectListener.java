package org.motp.radius.disconnect;

/** Is told of Disconnect-Requests. Implementations are safe for use by several threads. */
public interface DisconnectListener {

  /**
   * A request has been answered, or not.
   *
   * @param reason why it was sent
   */
  void finished(Outcome outcome, String reason);

  /** Keycloak does not say who is signed out of a realm. Told once until {@link #feedBack}. */
  void feedLost(String realm, String why);

  /** Keycloak says again who is signed out. */
  void feedBack(String realm);

  /** Keycloak counts sign-outs from a lower number than before; the feed has begun anew. */
  void feedPutBack(String realm);
}

package org.motp.radius.login;

import java.util.List;
import java.util.Map;
import org.motp.radius.keycloak.DirectGrants;
import org.motp.radius.wire.Attribute;

/** What the policy says about a login before Keycloak is asked. */
public sealed interface Ruling {

  /** The name of the rule that says it; the empty string if there are none. */
  String rule();

  /**
   * Keycloak is to be asked.
   *
   * @param realm which one
   * @param style how the user hands over password and code
   * @param afterwards decides once more, when Keycloak has said who the user is
   */
  record Ask(String rule, DirectGrants realm, LoginStyle style, Afterwards afterwards)
      implements Ruling {}

  /**
   * No.
   *
   * @param reason for the log; one of a few, without anything that changes from user to user
   */
  record Refuse(String rule, String reason) implements Ruling {}

  /** The policy once Keycloak has said yes. Safe for use by several threads. */
  @FunctionalInterface
  interface Afterwards {

    /**
     * Decides.
     *
     * @param claims those of the verified access token
     */
    Verdict of(Map<String, Object> claims);
  }

  /** What the policy says about a user whom Keycloak has let in. */
  sealed interface Verdict {

    /** The name of the rule that says it; the empty string if there are none. */
    String rule();
  }

  /**
   * The user may come in.
   *
   * @param attributes of the Access-Accept, in order
   * @param unfit names of attributes of which a value was left out because it does not fit
   */
  record Allowed(String rule, List<Attribute> attributes, List<String> unfit) implements Verdict {}

  /**
   * The user is who he says, and may not come in here.
   *
   * @param reason for the log; one of a few
   */
  record Denied(String rule, String reason) implements Verdict {}
}

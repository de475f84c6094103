package org.motp.radius.login;

import java.util.List;
import java.util.Map;
import org.motp.radius.wire.Attribute;

/**
 * Turns what Keycloak says about a user into what the NAS gets. Safe for use by several threads.
 */
@FunctionalInterface
public interface GrantedAttributes {

  /**
   * The attributes for a user.
   *
   * @param claims those of the verified access token
   * @return the attributes of the Access-Accept, in order
   */
  List<Attribute> of(Map<String, Object> claims);
}

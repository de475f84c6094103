/**
 * One login: from an Access-Request to Keycloak and back to a reply. Remembers nothing between the
 * rounds of a login, so that any bridge can take the answer to any other bridge's challenge.
 */
package org.motp.radius.login;

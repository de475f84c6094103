/**
 * Ends connections before their time (RFC 5176): because an administrator of this machine says so,
 * or because Keycloak says that a user was signed out.
 */
package org.motp.radius.disconnect;

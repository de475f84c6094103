/**
 * The direct-grant client: asks Keycloak for a token with a user's password or code, and says what
 * the answer means. Knows OAuth, and nothing about RADIUS.
 */
package org.motp.radius.keycloak;

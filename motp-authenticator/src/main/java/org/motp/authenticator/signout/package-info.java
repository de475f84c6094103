/**
 * Tells the bridges who was signed out by an administrator, so that VPN connections end too: they
 * leave no session behind in Keycloak, which could be logged out.
 */
package org.motp.authenticator.signout;

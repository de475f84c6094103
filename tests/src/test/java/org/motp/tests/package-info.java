/**
 * What only the parts together can show: a real Keycloak, directory, mail server, bridge, RADIUS
 * client and browser. One class for each promise; the parts stand in {@code house}, those who use
 * them in {@code people} and {@code vpn}.
 */
package org.motp.tests;

/**
 * The door for those who run the bridge: health, metrics, and commands from the same machine. Knows
 * HTTP, and nothing about RADIUS or Keycloak.
 */
package org.motp.radius.management;

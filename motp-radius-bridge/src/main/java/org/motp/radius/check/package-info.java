/**
 * Finds out, before anybody logs in, why nobody could: reaches Keycloak as the bridge would, and
 * says for each thing what is wrong and what to change. Changes nothing anywhere.
 */
package org.motp.radius.check;

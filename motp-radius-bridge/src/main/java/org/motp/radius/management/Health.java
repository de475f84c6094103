package org.motp.radius.management;

/**
 * Whether it makes sense to send requests here.
 *
 * @param sockets whether any address is listened on
 * @param keycloak whether logins are sent to Keycloak: false while nobody answers there
 */
public record Health(boolean sockets, boolean keycloak) {

  boolean ready() {
    return sockets && keycloak;
  }

  String json() {
    return "{\"status\":\""
        + (ready() ? "UP" : "DOWN")
        + "\",\"checks\":{\"sockets\":"
        + sockets
        + ",\"keycloak\":"
        + keycloak
        + "}}\n";
  }
}

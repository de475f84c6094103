package org.motp.radius.http;

import java.net.URI;

/** A server: whoever has the same one may share a connection. */
record Origin(boolean https, String host, int port) {

  static Origin of(URI uri) {
    boolean https = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
    String host = uri.getHost();
    return new Origin(
        https, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  /** The value of the header Host. */
  String header() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (https ? 443 : 80) ? name : name + ":" + port;
  }
}

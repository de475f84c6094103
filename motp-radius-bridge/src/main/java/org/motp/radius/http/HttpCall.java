package org.motp.radius.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request. Its text form shows nothing of headers and body.
 *
 * @param uri absolute, {@code http} or {@code https}
 * @param headers further ones; Host and Content-Length are set by the transport
 * @param body is sent as UTF-8; empty for none
 * @param timeout for the whole answer, counted from the call
 */
public record HttpCall(
    String method, URI uri, Map<String, String> headers, String body, Duration timeout) {

  /** A GET without headers of its own. */
  public static HttpCall get(URI uri, Duration timeout) {
    return new HttpCall("GET", uri, Map.of(), "", timeout);
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }
}

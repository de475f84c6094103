package org.motp.radius.http;

/**
 * A complete answer. Its text form does not show the body.
 *
 * @param status 200 to 599
 * @param body as UTF-8
 */
public record HttpReply(int status, String body) {
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}

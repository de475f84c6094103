package org.motp.radius.http;

import java.io.IOException;

/** No byte of a request has left: it may be sent again, to this server or to another one. */
public final class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message fit for a log
   */
  public NotSentException(String message, Throwable cause) {
    super(message, cause);
  }
}

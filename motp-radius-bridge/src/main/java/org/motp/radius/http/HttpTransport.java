package org.motp.radius.http;

import java.util.concurrent.CompletionStage;

/**
 * Sends requests. Follows no redirects and repeats nothing. Implementations are safe for use by
 * several threads.
 */
@FunctionalInterface
public interface HttpTransport {

  /**
   * Sends one request. Never blocks.
   *
   * @return the answer, on any thread; fails with a {@link NotSentException} if it is certain that
   *     the server saw nothing of the request, and with another {@link java.io.IOException} if it
   *     may have worked on it. Their messages are fit for a log.
   */
  CompletionStage<HttpReply> send(HttpCall call);
}

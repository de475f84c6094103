package org.motp.radius.keycloak;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.motp.radius.http.HttpCall;
import org.motp.radius.http.HttpReply;
import org.motp.radius.http.HttpTransport;
import org.motp.radius.http.NotSentException;

/**
 * Keycloak at its base URLs: the last one that answered is asked first, and another one only when
 * the request was certainly not sent. Safe for use by several threads.
 */
final class Servers {

  private final HttpTransport transport;
  private final List<URI> urls;
  private volatile int preferred;

  /**
   * Makes the list.
   *
   * @param urls base URLs, at least one
   */
  Servers(HttpTransport transport, List<URI> urls) {
    this.transport = transport;
    this.urls = List.copyOf(urls);
  }

  /**
   * Sends a request to the first server that takes it.
   *
   * @param request makes it for a base URL
   * @return fails as {@link HttpTransport#send} does, for the last server that was tried
   */
  CompletionStage<HttpReply> send(Function<URI, HttpCall> request) {
    if (urls.size() == 1) {
      return attempt(request, 0);
    }
    CompletableFuture<HttpReply> answer = new CompletableFuture<>();
    send(request, preferred, 1, answer);
    return answer;
  }

  private void send(
      Function<URI, HttpCall> request, int index, int tried, CompletableFuture<HttpReply> answer) {
    var unused =
        attempt(request, index)
            .whenComplete(
                (reply, failure) -> {
                  if (failure == null) {
                    prefer(unavailable(reply) ? after(index) : index);
                    answer.complete(reply);
                  } else if (Failures.cause(failure) instanceof NotSentException
                      && tried < urls.size()) {
                    send(request, after(index), tried + 1, answer);
                  } else {
                    prefer(after(index));
                    answer.completeExceptionally(failure);
                  }
                });
  }

  private CompletionStage<HttpReply> attempt(Function<URI, HttpCall> request, int index) {
    try {
      return transport.send(request.apply(urls.get(index)));
    } catch (RuntimeException e) {
      // Such as a key that cannot sign. Thrown on the way to the next server, it would be lost, and
      // with it the answer for which somebody waits.
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * A server that is starting, stopping or overloaded: what the NAS sends again goes to another
   * one.
   */
  private static boolean unavailable(HttpReply reply) {
    return reply.status() == 404 || reply.status() == 429 || reply.status() >= 502;
  }

  private void prefer(int index) {
    if (preferred != index) {
      preferred = index;
    }
  }

  private int after(int index) {
    return (index + 1) % urls.size();
  }
}

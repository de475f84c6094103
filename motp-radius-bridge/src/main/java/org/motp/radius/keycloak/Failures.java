package org.motp.radius.keycloak;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What lies under the wrappings of asynchronous failures. */
final class Failures {

  private Failures() {}

  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

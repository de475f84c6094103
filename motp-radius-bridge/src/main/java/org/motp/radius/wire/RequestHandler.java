package org.motp.radius.wire;

import java.util.concurrent.CompletionStage;

/** Decides what is answered to a request. Must not block. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Decides.
   *
   * @return the answer, which may come later and on any thread; if it fails, nothing is sent
   */
  CompletionStage<Answer> handle(Request request);
}

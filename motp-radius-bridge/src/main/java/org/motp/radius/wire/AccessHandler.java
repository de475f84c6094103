package org.motp.radius.wire;

import java.util.concurrent.CompletionStage;

/** Decides what is answered to an Access-Request. Must not block. */
@FunctionalInterface
public interface AccessHandler {

  /**
   * Decides.
   *
   * @return the answer, which may come later and on any thread; if it fails, nothing is sent
   */
  CompletionStage<Answer> handle(AccessRequest request);
}

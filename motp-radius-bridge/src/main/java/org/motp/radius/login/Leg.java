package org.motp.radius.login;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.motp.radius.keycloak.DirectGrants;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;

/**
 * One leg of a login at Keycloak: one question, or, while the user's phone is being asked, as many
 * as fit before the deadline. What the user has to read first, such as the number to type on the
 * phone, is not held back until then.
 */
final class Leg {

  /**
   * What a question and its reply need: one that could not be answered in time would lose its
   * handle.
   */
  private static final Duration QUESTION = Duration.ofMillis(700);

  private final DirectGrants grants;
  private final Timing timing;
  private final Function<GrantAnswer, Answer> replies;
  private final long deadlineAt;

  /**
   * Makes a leg.
   *
   * @param replies what the NAS gets for each answer
   * @param deadlineAt nanoseconds on the clock of {@code timing}
   */
  Leg(DirectGrants grants, Timing timing, Function<GrantAnswer, Answer> replies, long deadlineAt) {
    this.grants = grants;
    this.timing = timing;
    this.replies = replies;
    this.deadlineAt = deadlineAt;
  }

  CompletionStage<Answer> run(GrantRequest request) {
    return grants
        .ask(request)
        .thenCompose(
            answer ->
                answer instanceof GrantAnswer.Pending pending
                        && !pending.unseen()
                        && anotherFits(pending)
                    ? askLater(request, pending)
                    : CompletableFuture.completedFuture(replies.apply(answer)));
  }

  private boolean anotherFits(GrantAnswer.Pending pending) {
    long asked = timing.nanoTime() + pending.interval().plus(QUESTION).toNanos();
    return deadlineAt - asked >= 0;
  }

  private CompletionStage<Answer> askLater(GrantRequest request, GrantAnswer.Pending pending) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    GrantRequest next = request.with(new GrantRequest.Waiting(pending.mfaToken()));
    timing.after(
        pending.interval(),
        () ->
            run(next)
                .whenComplete(
                    (answer, failure) -> {
                      if (failure == null) {
                        result.complete(answer);
                      } else {
                        result.completeExceptionally(failure);
                      }
                    }));
    return result;
  }
}

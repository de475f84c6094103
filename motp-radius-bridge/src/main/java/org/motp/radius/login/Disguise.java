package org.motp.radius.login;

import java.util.Optional;
import java.util.function.Supplier;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.wire.Answer;

/**
 * Answers of {@link LoginMode#ALWAYS_CHALLENGE}: whatever is wrong, there is one prompt and after
 * it a Reject, and the time taken is alike. Only a right code behind a right password makes a
 * difference. Nothing is remembered: a prompt that nobody can answer carries a random State, which
 * Keycloak will not know.
 */
final class Disguise {

  private final Replies replies;
  private final boolean firstLeg;
  private final String prompt;
  private final Supplier<String> decoys;

  /**
   * Makes the answers of one leg.
   *
   * @param prompt what everybody is asked
   * @param decoys makes random handles of the same shape as Keycloak's
   */
  Disguise(Replies replies, boolean firstLeg, String prompt, Supplier<String> decoys) {
    this.replies = replies;
    this.firstLeg = firstLeg;
    this.prompt = prompt;
    this.decoys = decoys;
  }

  Answer to(GrantAnswer answer) {
    return firstLeg ? first(answer) : second(answer);
  }

  private Answer first(GrantAnswer answer) {
    if (answer instanceof GrantAnswer.CodeWanted wanted) {
      return prompt("code wanted", wanted.mfaToken());
    }
    if (answer instanceof GrantAnswer.Pending pending) {
      return prompt("phone not answered yet", pending.mfaToken());
    }
    if (answer instanceof GrantAnswer.Refused refused) {
      return prompt(refused.error() + ", asked for a code all the same", decoys.get());
    }
    if (answer instanceof GrantAnswer.SetupWanted setup) {
      return prompt(setup.error() + ", asked for a code all the same", decoys.get());
    }
    return replies.to(answer);
  }

  /** One answer a login: a second chance is offered only to those whose password was right. */
  private Answer second(GrantAnswer answer) {
    if (answer instanceof GrantAnswer.CodeWanted) {
      return replies.reject("code wrong, not asked again");
    }
    if (answer instanceof GrantAnswer.Pending) {
      return replies.reject("phone not answered in time");
    }
    if (answer instanceof GrantAnswer.SetupWanted setup) {
      return replies.reject(setup.error());
    }
    return replies.to(answer);
  }

  private Answer prompt(String reason, String mfaToken) {
    return replies.challenge(reason, mfaToken, Optional.of(prompt), true);
  }
}

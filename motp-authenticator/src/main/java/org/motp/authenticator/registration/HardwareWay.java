package org.motp.authenticator.registration;

import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.HardwareClaim;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.BruteForce;

/**
 * 硬體註冊: the serial on the back of the device and two consecutive codes of it. There is one error
 * for whatever is wrong: the codes, a serial that nobody has, one that somebody has.
 */
final class HardwareWay {
  private final RequiredActionContext context;
  private final UserTokens tokens;

  HardwareWay(RequiredActionContext context, UserTokens tokens) {
    this.context = context;
    this.tokens = tokens;
  }

  /**
   * What became of a try.
   *
   * @param bound the token, if it is the user's now
   * @param errorKey message key of what went wrong, else null
   */
  record Outcome(Optional<Token> bound, String errorKey) {}

  /** Binds the token of the inventory whose codes these are. */
  Outcome prove(HardwareClaim claim, Binding binding) {
    HardwareTries tries = new HardwareTries(context.getSession(), context.getUser());
    Optional<String> place = tries.take();
    if (place.isEmpty()) {
      return new Outcome(Optional.empty(), "motp-hardware-too-many");
    }
    BruteForce protection = new BruteForce(context);
    Optional<Token> bound =
        protection.locksOut() ? Optional.empty() : tokens.bindHardware(claim, binding);
    if (bound.isPresent()) {
      tries.giveBack(place.get());
      return new Outcome(bound, null);
    }
    protection.countFailure();
    return new Outcome(Optional.empty(), "motp-hardware-wrong");
  }
}

package org.motp.authenticator.verification;

import java.text.Normalizer;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.motp.authenticator.token.AskedQuestion;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;

/**
 * Approval on the phone in a direct grant: the user answers 0 instead of a code, is told a number,
 * and types it on the phone; every further answer that cannot be a code looks whether that has
 * happened. No request waits: whoever asks comes again.
 */
final class DirectGrantPhone {
  private static final String ASK = "0";

  /** What is shorter than any code only means "go on". */
  private static final int LONGEST_NUDGE = 3;

  private final AuthenticationFlowContext context;
  private final DirectGrant grant;
  private final PhoneApproval approval;

  DirectGrantPhone(AuthenticationFlowContext context, DirectGrant grant, UserTokens tokens) {
    this.context = context;
    this.grant = grant;
    this.approval = new PhoneApproval(context.getSession(), tokens);
  }

  boolean offered() {
    return approval.offered();
  }

  /**
   * Answers the request, if it is about the phone and not a code.
   *
   * @param typed what the user typed, empty while the bridge asks by itself
   * @return false when it is a code, or the user's phone cannot be asked
   */
  boolean takes(Optional<String> typed, Challenge challenge) {
    String text = Normalizer.normalize(typed.orElse(""), Normalizer.Form.NFKC).strip();
    if (challenge.asked().isPresent() && text.length() <= LONGEST_NUDGE) {
      look(challenge, challenge.asked().get());
      return true;
    }
    if (challenge.asked().isEmpty() && text.equals(ASK) && approval.offered()) {
      ask(challenge);
      return true;
    }
    return false;
  }

  private void ask(Challenge challenge) {
    String address =
        grant.origin().clientIp().orElseGet(() -> context.getConnection().getRemoteHost());
    String client = grant.messages().nameOf(context.getAuthenticationSession().getClient());
    String nas = grant.origin().nas();
    approval
        .ask(
            context.getEvent(),
            address,
            nas.isEmpty() ? client : client + " · " + nas,
            challenge.expires())
        .ifPresentOrElse(
            asked -> grant.pending(challenge.waitingFor(Optional.of(asked)), asked.number(), true),
            () -> grant.askAgain(challenge, "motp-vpn-phone-over"));
  }

  private void look(Challenge challenge, AskedQuestion asked) {
    switch (approval.progress(asked)) {
      case WAITING -> grant.pending(challenge, asked.number(), false);
      case APPROVED -> {
        Optional<Token> token = approval.use(asked);
        token.ifPresentOrElse(grant::approved, () -> over(challenge));
      }
      case OVER -> over(challenge);
    }
  }

  private void over(Challenge challenge) {
    grant.askAgain(challenge.waitingFor(Optional.empty()), "motp-vpn-phone-over");
  }

  /** Takes the question back for which a login that is over cannot come any more. */
  void withdraw(Challenge challenge) {
    challenge.asked().ifPresent(approval::withdraw);
  }
}

package org.motp.radius.login;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.Nas.Notices;
import org.motp.radius.wire.PacketCode;

/** The table of the protocol: what the NAS gets for each answer of Keycloak's. */
final class Replies {

  private final Notices notices;
  private final Ruling.Afterwards afterwards;
  private final Map<String, String> details;
  private final boolean repeatable;

  /**
   * Makes the table for one request.
   *
   * @param details what the log says about the request
   * @param repeatable whether Keycloak may be asked the same again when its answer was lost
   */
  Replies(
      Notices notices,
      Ruling.Afterwards afterwards,
      Map<String, String> details,
      boolean repeatable) {
    this.notices = notices;
    this.afterwards = afterwards;
    this.repeatable = repeatable;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  Answer to(GrantAnswer answer) {
    if (answer instanceof GrantAnswer.Granted granted) {
      return granted(afterwards.of(granted.claims()));
    }
    if (answer instanceof GrantAnswer.CodeWanted wanted) {
      return challenge("code wanted", wanted.mfaToken(), wanted.message(), false);
    }
    if (answer instanceof GrantAnswer.Pending pending) {
      return challenge("phone not answered yet", pending.mfaToken(), pending.message(), false);
    }
    if (answer instanceof GrantAnswer.SetupWanted setup) {
      return notice(setup);
    }
    if (answer instanceof GrantAnswer.Unavailable unavailable) {
      return new Answer.Silence(
          repeatable || unavailable.untouched(), unavailable.reason(), details);
    }
    if (answer instanceof GrantAnswer.Untrusted untrusted) {
      return new Answer.Silence(false, untrusted.reason(), details);
    }
    return reject(answer instanceof GrantAnswer.Refused refused ? refused.error() : "unknown");
  }

  private Answer granted(Ruling.Verdict verdict) {
    Map<String, String> ruled = new LinkedHashMap<>(details);
    if (verdict.rule().isEmpty()) {
      ruled.remove("rule");
    } else {
      ruled.put("rule", verdict.rule());
    }
    if (verdict instanceof Ruling.Denied denied) {
      return new Answer.Reply(PacketCode.ACCESS_REJECT, List.of(), true, denied.reason(), ruled);
    }
    Ruling.Allowed allowed = (Ruling.Allowed) verdict;
    if (!allowed.unfit().isEmpty()) {
      ruled.put("left-out", String.join(",", allowed.unfit()));
    }
    return new Answer.Reply(
        PacketCode.ACCESS_ACCEPT, allowed.attributes(), false, "granted", ruled);
  }

  /** A Reject that says nothing and takes as long as all of them. */
  Answer reject(String reason) {
    return new Answer.Reply(PacketCode.ACCESS_REJECT, List.of(), true, reason, details);
  }

  /**
   * A question.
   *
   * @param delayed whether it takes as long as a Reject
   */
  Answer challenge(String reason, String mfaToken, Optional<String> message, boolean delayed) {
    Map<String, String> withHandle = new LinkedHashMap<>(details);
    withHandle.put("challenge", State.fingerprint(mfaToken));
    return new Answer.Reply(
        PacketCode.ACCESS_CHALLENGE,
        attributes(Optional.of(State.of(mfaToken)), message),
        delayed,
        reason,
        withHandle);
  }

  private Answer notice(GrantAnswer.SetupWanted setup) {
    return switch (notices) {
      case REJECT ->
          new Answer.Reply(
              PacketCode.ACCESS_REJECT,
              attributes(Optional.empty(), setup.message()),
              true,
              setup.error(),
              details);
      case CHALLENGE ->
          new Answer.Reply(
              PacketCode.ACCESS_CHALLENGE,
              attributes(Optional.of(State.ofNotice()), setup.message()),
              false,
              setup.error(),
              details);
    };
  }

  private static List<Attribute> attributes(Optional<Attribute> state, Optional<String> message) {
    List<Attribute> attributes = new ArrayList<>();
    state.ifPresent(attributes::add);
    message
        .filter(text -> !text.isBlank())
        .ifPresent(text -> attributes.add(ReplyMessage.of(text)));
    return attributes;
  }
}

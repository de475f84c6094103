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
  private final GrantedAttributes grantedAttributes;
  private final Map<String, String> details;

  /**
   * Makes the table for one request.
   *
   * @param details what the log says about the request
   */
  Replies(Notices notices, GrantedAttributes grantedAttributes, Map<String, String> details) {
    this.notices = notices;
    this.grantedAttributes = grantedAttributes;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  Answer to(GrantAnswer answer) {
    if (answer instanceof GrantAnswer.Granted granted) {
      return new Answer.Reply(
          PacketCode.ACCESS_ACCEPT,
          grantedAttributes.of(granted.claims()),
          false,
          "granted",
          details);
    }
    if (answer instanceof GrantAnswer.CodeWanted wanted) {
      return challenge("code wanted", wanted.mfaToken(), wanted.message());
    }
    if (answer instanceof GrantAnswer.Pending pending) {
      return challenge("phone not answered yet", pending.mfaToken(), pending.message());
    }
    if (answer instanceof GrantAnswer.SetupWanted setup) {
      return notice(setup);
    }
    if (answer instanceof GrantAnswer.Unavailable unavailable) {
      return new Answer.Silence(unavailable.untouched(), unavailable.reason(), details);
    }
    if (answer instanceof GrantAnswer.Untrusted untrusted) {
      return new Answer.Silence(false, untrusted.reason(), details);
    }
    String reason = answer instanceof GrantAnswer.Refused refused ? refused.error() : "unknown";
    return new Answer.Reply(PacketCode.ACCESS_REJECT, List.of(), true, reason, details);
  }

  private Answer challenge(String reason, String mfaToken, Optional<String> message) {
    Map<String, String> withHandle = new LinkedHashMap<>(details);
    withHandle.put("challenge", State.fingerprint(mfaToken));
    return new Answer.Reply(
        PacketCode.ACCESS_CHALLENGE,
        attributes(Optional.of(State.of(mfaToken)), message),
        false,
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

package org.motp.authenticator.verification;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenCredentialModel;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.UserTokens;

/**
 * "I lost my phone", reached from the code page: the password is enough to stop a token, and it
 * opens nothing. Who stopped the only one needs the helpdesk for the next.
 */
final class LostPhone {
  private LostPhone() {}

  /** Asks which of the tokens is lost. */
  static Response page(AuthenticationFlowContext context, UserTokens tokens) {
    List<Map<String, String>> stoppable =
        tokens.bound().stream()
            .filter(
                token -> token.state() == TokenState.ACTIVE || token.state() == TokenState.DISABLED)
            .map(LostPhone::row)
            .toList();
    return context
        .form()
        .setAttribute("motp", Map.of("tokens", stoppable))
        .createForm("motp-lost.ftl");
  }

  private static Map<String, String> row(Token token) {
    return Map.of(
        "serial",
        token.serial(),
        "type",
        token.type().name().toLowerCase(Locale.ROOT),
        "state",
        token.stateMessageKey(Time.currentTimeSeconds()));
  }

  /** Stops the tokens that were chosen. */
  static Response stop(AuthenticationFlowContext context, UserTokens tokens) {
    List<String> chosen =
        context
            .getHttpRequest()
            .getDecodedFormParameters()
            .getOrDefault("serial", List.of())
            .stream()
            .filter(tokens::reportLost)
            .toList();
    if (chosen.isEmpty()) {
      return page(context, tokens);
    }
    for (String serial : chosen) {
      context
          .getEvent()
          .clone()
          .event(EventType.UPDATE_CREDENTIAL)
          .user(context.getUser())
          .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
          .detail(VerifiedCode.SERIAL, serial)
          .detail("motp_change", "lost")
          .success();
    }
    return context
        .form()
        .setAttribute("motp", Map.of("tokens", List.of(), "stopped", chosen))
        .createForm("motp-lost.ftl");
  }
}

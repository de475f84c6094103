package org.motp.authenticator.verification;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.UserTokens;

/**
 * "I lost my phone", reached from the code page and from troubleshooting: the password is enough to
 * stop a token, and it opens nothing. Who stopped the only one needs the helpdesk for the next.
 */
public record LostPhone(LoginFormsProvider form, EventBuilder event, UserTokens tokens) {

  /** Asks which of the tokens is lost. */
  public Response page() {
    List<Map<String, String>> stoppable =
        tokens.bound().stream()
            .filter(
                token -> token.state() == TokenState.ACTIVE || token.state() == TokenState.DISABLED)
            .map(LostPhone::row)
            .toList();
    return form.setAttribute("motp", Map.of("tokens", stoppable)).createForm("motp-lost.ftl");
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

  /** Stops the tokens that were chosen ({@code serial}). */
  public Response stop(MultivaluedMap<String, String> sent) {
    List<String> stopped =
        sent.getOrDefault("serial", List.of()).stream().filter(tokens::reportLost).toList();
    if (stopped.isEmpty()) {
      return page();
    }
    TokenEvents.lost(event, tokens.user(), stopped);
    return form.setAttribute("motp", Map.of("tokens", List.of(), "stopped", stopped))
        .createForm("motp-lost.ftl");
  }
}

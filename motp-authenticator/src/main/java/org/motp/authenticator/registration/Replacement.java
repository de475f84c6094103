package org.motp.authenticator.registration;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.TokenEvents;

/**
 * The token that a new one takes the place of: the same phone's, or any when the user has as many
 * as are allowed. A phone that has lost its storage has lost the key that would prove which one it
 * was, so its user says which; whoever may bind a further token may remove one, too.
 */
record Replacement(Form form, UserTokens tokens) {
  private static final String FIELD = "replaces";
  private static final String CHOSEN = "motp_register_replaces";

  /** The active tokens, which all count; one of them has to go. */
  List<Map<String, Object>> all() {
    List<AppToken> apps = tokens.apps();
    return tokens.active().stream()
        .map(
            token ->
                apps.stream()
                    .filter(app -> app.token().serial().equals(token.serial()))
                    .findFirst()
                    .map(app -> row(token, app.device(), false))
                    .orElseGet(() -> row(token, null, false)))
        .toList();
  }

  /**
   * Our app's tokens that this user has, with the one chosen that is most likely the same phone's.
   * Empty when the user has chosen already.
   *
   * @param device what the new phone calls itself
   */
  List<Map<String, Object>> phones(String device) {
    if (chosen().isPresent()) {
      return List.of();
    }
    List<AppToken> apps = tokens.apps();
    Optional<AppToken> same =
        apps.stream()
            .filter(app -> app.device().equalsIgnoreCase(device))
            .max(Comparator.comparing(app -> Objects.requireNonNullElse(app.lastSeen(), 0L)));
    return apps.stream()
        .map(app -> row(app.token(), app.device(), same.filter(app::equals).isPresent()))
        .toList();
  }

  private static Map<String, Object> row(Token token, String device, boolean chosen) {
    Map<String, Object> row = new HashMap<>();
    row.put("serial", token.serial());
    row.put("device", device);
    row.put("type", token.type().name().toLowerCase(Locale.ROOT));
    row.put("state", token.stateMessageKey(Time.currentTimeSeconds()));
    row.put("chosen", chosen);
    return row;
  }

  /** Remembers until the end of this login which of all tokens the user has chosen, if any. */
  void choose() {
    String serial = form.field(FIELD);
    if (tokens.active().stream().anyMatch(token -> token.serial().equals(serial))) {
      form.context().getAuthenticationSession().setAuthNote(CHOSEN, serial);
    } else {
      form.error(FIELD, "motp-register-replace-none");
    }
  }

  /** The one that was chosen and still counts. */
  Optional<String> chosen() {
    String serial = form.context().getAuthenticationSession().getAuthNote(CHOSEN);
    return tokens.active().stream()
        .map(Token::serial)
        .filter(one -> one.equals(serial))
        .findFirst();
  }

  /** Removes the token that the user has chosen, if any. */
  void remove() {
    String serial = chosen().orElseGet(this::phone);
    if (serial != null && tokens.remove(serial)) {
      TokenEvents.removed(form.context().getEvent(), serial);
    }
  }

  private String phone() {
    String serial = form.field(FIELD);
    boolean isOne = tokens.apps().stream().anyMatch(app -> app.token().serial().equals(serial));
    return isOne ? serial : null;
  }
}

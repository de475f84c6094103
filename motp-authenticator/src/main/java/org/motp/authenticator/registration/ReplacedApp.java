package org.motp.authenticator.registration;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.TokenEvents;

/**
 * The token that a new one of the same phone takes the place of. A phone that has lost its storage
 * has lost the key that would prove which one it was, so its user says which; whoever may bind a
 * further token may remove one, too.
 */
record ReplacedApp(Form form, UserTokens tokens) {
  private static final String FIELD = "replaces";

  /**
   * Our app's tokens that this user has, with the one chosen that is most likely the same phone's.
   *
   * @param device what the new phone calls itself
   */
  List<Map<String, Object>> choices(String device) {
    List<AppToken> apps = tokens.apps();
    Optional<AppToken> same =
        apps.stream()
            .filter(app -> app.device().equalsIgnoreCase(device))
            .max(Comparator.comparing(app -> Objects.requireNonNullElse(app.lastSeen(), 0L)));
    return apps.stream().map(app -> row(app, same.filter(app::equals).isPresent())).toList();
  }

  private static Map<String, Object> row(AppToken app, boolean chosen) {
    Map<String, Object> row = new HashMap<>();
    row.put("serial", app.token().serial());
    row.put("device", app.device());
    row.put("state", app.token().stateMessageKey(Time.currentTimeSeconds()));
    row.put("chosen", chosen);
    return row;
  }

  /** Removes the token that the user has chosen, if any. */
  void remove() {
    String serial = form.field(FIELD);
    boolean isOne = tokens.apps().stream().anyMatch(app -> app.token().serial().equals(serial));
    if (isOne && tokens.remove(serial)) {
      TokenEvents.removed(form.context().getEvent(), serial);
    }
  }
}

package org.motp.authenticator.selfservice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.common.util.Time;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;

/** A line of the table of one's tokens, as the page shows it. */
final class TokenRow {
  private static final String NONE = "--";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private TokenRow() {}

  /** The rows of these tokens; those of our own app also say which phone it is. */
  static List<Map<String, String>> of(UserTokens tokens) {
    Map<String, AppToken> apps =
        tokens.apps().stream()
            .collect(Collectors.toMap(app -> app.token().serial(), Function.identity()));
    return tokens.bound().stream()
        .map(
            token -> {
              Map<String, String> row = new HashMap<>(of(token));
              Optional.ofNullable(apps.get(token.serial())).ifPresent(app -> describe(app, row));
              return row;
            })
        .toList();
  }

  private static void describe(AppToken app, Map<String, String> row) {
    row.put("device", app.device());
    row.put("lastSeen", app.lastSeen() == null ? NONE : MINUTE.format(at(app.lastSeen())));
  }

  private static Map<String, String> of(Token token) {
    return Map.of(
        "type",
        token.type().name().toLowerCase(Locale.ROOT),
        "serial",
        token.serial(),
        "expires",
        token.expires() == null ? NONE : at(token.expires()).toLocalDate().toString(),
        "state",
        token.stateMessageKey(Time.currentTimeSeconds()),
        "lastUsed",
        token.lastUsed() == null ? NONE : MINUTE.format(at(token.lastUsed())));
  }

  private static ZonedDateTime at(long epochSeconds) {
    return Instant.ofEpochSecond(epochSeconds).atZone(ZoneId.systemDefault());
  }
}

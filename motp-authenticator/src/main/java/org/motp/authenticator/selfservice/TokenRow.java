package org.motp.authenticator.selfservice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.motp.authenticator.token.Token;

/** A line of the table of one's tokens, as the page shows it. */
final class TokenRow {
  private static final String NONE = "--";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private TokenRow() {}

  static Map<String, String> of(Token token) {
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

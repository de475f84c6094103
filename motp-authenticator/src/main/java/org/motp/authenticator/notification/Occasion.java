package org.motp.authenticator.notification;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/** What a mail is about. */
enum Occasion {
  /** A code was accepted: 【MOTP驗證成功通知】. */
  VERIFIED("motp-verified-subject"),
  /** A token was bound. */
  REGISTERED("motp-registered-subject"),
  /** A token was removed. */
  REMOVED("motp-removed-subject"),
  /** A token was reported lost and stopped. */
  LOST("motp-lost-subject"),
  /** Wrong codes have locked a token. */
  LOCKED("motp-locked-subject"),
  /** A login was denied on the phone. */
  DENIED("motp-denied-subject"),
  /** A token's validity is about to end. */
  EXPIRING("motp-expiring-subject"),
  /** The link by which a registration goes on elsewhere (外網註冊信). */
  INVITED("motp-invited-subject"),
  /** A second phone tried to claim a registration. */
  CLAIMED_AGAIN("motp-claimed-again-subject");

  private static final String CHANGE = "motp_change";

  private final String subjectKey;

  Occasion(String subjectKey) {
    this.subjectKey = subjectKey;
  }

  String subjectKey() {
    return subjectKey;
  }

  String template() {
    return this == VERIFIED ? "motp-verified.ftl" : "motp-notice.ftl";
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What this event about a token is worth a mail about, if anything. */
  static Optional<Occasion> of(Event event) {
    if (event.getType() == EventType.LOGIN) {
      return Optional.of(VERIFIED);
    }
    if (event.getType() == EventType.REMOVE_CREDENTIAL) {
      return Optional.of(REMOVED);
    }
    if (event.getType() == EventType.UPDATE_CREDENTIAL) {
      Map<String, String> details = event.getDetails() == null ? Map.of() : event.getDetails();
      return switch (details.getOrDefault(CHANGE, "")) {
        case "" -> Optional.of(REGISTERED);
        case "lost" -> Optional.of(LOST);
        case "locked" -> Optional.of(LOCKED);
        case "denied" -> Optional.of(DENIED);
        case "claimed-again" -> Optional.of(CLAIMED_AGAIN);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }
}

package org.motp.authenticator.verification;

import java.util.List;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.TokenCredentialModel;

/** The events of changes to tokens, by which others know, and by which users are told. */
public final class TokenEvents {
  private static final String CHANGE = "motp_change";

  private TokenEvents() {}

  /** Wrong codes have locked these tokens, or disabled them. */
  static void locked(EventBuilder event, UserModel user, List<String> serials) {
    changed(event, user, serials, "locked");
  }

  /** The user has reported these tokens lost. */
  static void lost(EventBuilder event, UserModel user, List<String> serials) {
    changed(event, user, serials, "lost");
  }

  /** The user of this event has removed a token. */
  public static void removed(EventBuilder event, String serial) {
    event
        .clone()
        .event(EventType.REMOVE_CREDENTIAL)
        .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
        .detail(VerifiedCode.SERIAL, serial)
        .success();
  }

  /** A login has asked the phone of this token; nobody is logged in yet. */
  static void asked(EventBuilder event, UserModel user, String serial) {
    event
        .clone()
        .event(EventType.CUSTOM_REQUIRED_ACTION)
        .user(user)
        .detail("motp_asked", serial)
        .success();
  }

  private static void changed(
      EventBuilder event, UserModel user, List<String> serials, String change) {
    for (String serial : serials) {
      event
          .clone()
          .event(EventType.UPDATE_CREDENTIAL)
          .user(user)
          .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
          .detail(VerifiedCode.SERIAL, serial)
          .detail(CHANGE, change)
          .success();
    }
  }
}

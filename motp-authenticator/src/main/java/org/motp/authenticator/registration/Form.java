package org.motp.authenticator.registration;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.utils.FormMessage;
import org.motp.authenticator.token.TokenCredentialModel;

/**
 * What a page of the registration sends, and what is shown in return. The last page shown counts.
 */
record Form(RequiredActionContext context) {
  /** The field for codes and other digits. */
  static final String CODE = "otp";

  /** The serial of a device, or of the token that the page showed. */
  static final String SERIAL = "serial";

  /** What was sent in this field, or null. */
  String field(String name) {
    return context.getHttpRequest().getDecodedFormParameters().getFirst(name);
  }

  /** Puts an error beside a field of the next page. */
  void error(String field, String message, Object... parameters) {
    context.form().addError(new FormMessage(field, message, parameters));
  }

  /** Puts a sentence above the next page. */
  void info(String message, Object... parameters) {
    context.form().setInfo(message, parameters);
  }

  /** Shows a page; its template reads these values as {@code motp}. */
  void show(String template, Map<String, ?> values) {
    context.form().setAttribute("motp", new HashMap<>(values));
    context.challenge(context.form().createForm(template));
  }

  /** An event about a token of this user, not yet sent. */
  EventBuilder event() {
    return context
        .getEvent()
        .clone()
        .event(EventType.UPDATE_CREDENTIAL)
        .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE);
  }

  /** Sends the event that a proof was wrong. */
  void proofFailed() {
    event().error(Errors.INVALID_USER_CREDENTIALS);
  }
}

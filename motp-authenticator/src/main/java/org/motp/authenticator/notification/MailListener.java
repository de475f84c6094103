package org.motp.authenticator.notification;

import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Sends a mail when the request in which something happened to a token has committed. */
final class MailListener implements EventListenerProvider {
  private static final String SERIAL = "motp_serial";

  private final KeycloakSession session;
  private final MailQueue queue;

  MailListener(KeycloakSession session, MailQueue queue) {
    this.session = session;
    this.queue = queue;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getError() != null || event.getUserId() == null) {
      return;
    }
    Occasion.of(event)
        .flatMap(occasion -> serial(event, occasion).map(serial -> mail(event, occasion, serial)))
        .ifPresent(this::sendAfterCommit);
  }

  private Mail mail(Event event, Occasion occasion, String serial) {
    return Mail.of(
        occasion,
        event.getRealmId(),
        event.getUserId(),
        serial,
        event.getIpAddress(),
        occasion == Occasion.REGISTERED ? StopLink.to(session, event.getUserId(), serial) : null);
  }

  /**
   * From the event; or, when a required action came between code and login and the event of the
   * login is another one, from the login.
   */
  private Optional<String> serial(Event event, Occasion occasion) {
    return Optional.ofNullable(event.getDetails())
        .map(details -> details.get(SERIAL))
        .or(
            () ->
                Optional.ofNullable(session.getContext().getAuthenticationSession())
                    .filter(login -> occasion == Occasion.VERIFIED)
                    .map(login -> login.getAuthNote(SERIAL)));
  }

  private void sendAfterCommit(Mail mail) {
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AbstractKeycloakTransaction() {
              @Override
              protected void commitImpl() {
                queue.add(mail);
              }

              @Override
              protected void rollbackImpl() {}
            });
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {}

  @Override
  public void close() {}
}

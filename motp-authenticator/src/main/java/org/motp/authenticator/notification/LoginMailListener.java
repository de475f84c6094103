package org.motp.authenticator.notification;

import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/** Sends the mail 【MOTP驗證成功通知】 after a login in which a code was accepted has committed. */
final class LoginMailListener implements EventListenerProvider {
  private static final String SERIAL = "motp_serial";

  private final KeycloakSession session;
  private final MailQueue queue;

  LoginMailListener(KeycloakSession session, MailQueue queue) {
    this.session = session;
    this.queue = queue;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getType() != EventType.LOGIN) {
      return;
    }
    serial(event)
        .map(
            serial ->
                new LoginMail(
                    event.getRealmId(),
                    event.getUserId(),
                    serial,
                    event.getIpAddress(),
                    event.getTime()))
        .ifPresent(this::sendAfterCommit);
  }

  /**
   * From the event; or, when a required action came between code and login and the event is another
   * one, from the login.
   */
  private Optional<String> serial(Event event) {
    return Optional.ofNullable(event.getDetails())
        .map(details -> details.get(SERIAL))
        .or(
            () ->
                Optional.ofNullable(session.getContext().getAuthenticationSession())
                    .map(login -> login.getAuthNote(SERIAL)));
  }

  private void sendAfterCommit(LoginMail mail) {
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

package org.motp.authenticator.notification;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Makes the event listener {@code motp-mail} known; a realm switches it on in its event settings.
 */
public final class MailListenerFactory implements EventListenerProviderFactory {
  private MailQueue queue;

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new MailListener(session, queue);
  }

  @Override
  public String getId() {
    return "motp-mail";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    queue = new MailQueue(factory);
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
    }
  }
}

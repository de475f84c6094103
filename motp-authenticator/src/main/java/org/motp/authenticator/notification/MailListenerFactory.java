package org.motp.authenticator.notification;

import java.time.Duration;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;
import org.motp.authenticator.token.TokenStore;

/**
 * Makes the event listener {@code motp-mail} known; a realm switches it on in its event settings.
 */
public final class MailListenerFactory implements EventListenerProviderFactory {
  private static final String PROVIDER_ID = "motp-mail";
  private static final Duration REMIND_EVERY = Duration.ofMinutes(1);

  private MailQueue queue;

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new MailListener(session, queue);
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    queue = new MailQueue(factory);
    factory.register(
        event -> {
          if (event instanceof PostMigrationEvent) {
            schedule(factory);
          }
        });
  }

  private void schedule(KeycloakSessionFactory factory) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(TimerProvider.class)
          .schedule(
              new ClusterAwareScheduledTaskRunner(factory, this::remind, REMIND_EVERY.toMillis()),
              REMIND_EVERY.toMillis(),
              "motp-expiry-reminders");
    }
  }

  private void remind(KeycloakSession session) {
    session
        .getProvider(TokenStore.class)
        .claimReminders(Time.currentTimeSeconds())
        .forEach((token, days) -> queue.add(Mail.reminder(token, days)));
  }

  /** Mails a user the link by which a registration goes on elsewhere; returns at once. */
  public static void invite(KeycloakSession session, UserModel user, String link) {
    MailListenerFactory mails =
        (MailListenerFactory)
            session
                .getKeycloakSessionFactory()
                .getProviderFactory(EventListenerProvider.class, PROVIDER_ID);
    mails.queue.add(
        Mail.of(
            Occasion.INVITED,
            session.getContext().getRealm().getId(),
            user.getId(),
            "",
            session.getContext().getConnection().getRemoteHost(),
            link));
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
    }
  }
}

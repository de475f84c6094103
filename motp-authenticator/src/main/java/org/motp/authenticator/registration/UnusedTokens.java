package org.motp.authenticator.registration;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;
import org.motp.authenticator.token.TokenStore;

/** Disables the tokens that nobody has used for as long as the realm allows. */
final class UnusedTokens {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private UnusedTokens() {}

  static void schedule(KeycloakSessionFactory factory) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(TimerProvider.class)
          .schedule(
              new ClusterAwareScheduledTaskRunner(
                  factory, UnusedTokens::disable, INTERVAL.toMillis()),
              INTERVAL.toMillis(),
              "motp-unused-tokens");
    }
  }

  private static void disable(KeycloakSession session) {
    session.realms().getRealmsStream().toList().forEach(realm -> disable(session, realm));
  }

  private static void disable(KeycloakSession session, RealmModel realm) {
    int days = RegistrationPolicy.of(realm).unusedDays();
    if (days > 0) {
      long now = Time.currentTimeSeconds();
      session
          .getProvider(TokenStore.class)
          .disableUnusedSince(realm.getId(), now - TimeUnit.DAYS.toSeconds(days), now);
    }
  }
}

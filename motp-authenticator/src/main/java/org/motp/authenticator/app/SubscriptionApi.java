package org.motp.authenticator.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;
import org.motp.authenticator.notification.push.PushMessages;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.PushSubscriptions;
import org.motp.authenticator.token.TokenStore;

/** Where a phone wants its push messages. */
final class SubscriptionApi {
  private static final int LONGEST_BODY = 4096;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final PushSubscriptions subscriptions;

  SubscriptionApi(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.subscriptions = session.getProvider(TokenStore.class).pushSubscriptions();
  }

  /** PushSubscription.toJSON() of the Push API, of which browsers send more than is needed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Sent(String endpoint, Keys keys) {
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Keys(String p256dh, String auth) {}
  }

  Response subscribe(AppToken app, byte[] body) {
    PushSubscriptions.Row row = read(body);
    if (row == null) {
      return Answers.error(Response.Status.BAD_REQUEST, "malformed");
    }
    if (!session.getProvider(PushMessages.class).accepts(realm, row)) {
      return Answers.error(Response.Status.BAD_REQUEST, "host");
    }
    subscriptions.put(app.token().id(), row);
    return Answers.done();
  }

  private static PushSubscriptions.Row read(byte[] body) {
    if (body.length > LONGEST_BODY) {
      return null;
    }
    try {
      Sent sent = JsonSerialization.readValue(body, Sent.class);
      boolean complete =
          sent != null
              && sent.endpoint() != null
              && sent.keys() != null
              && sent.keys().p256dh() != null
              && sent.keys().auth() != null;
      return complete
          ? new PushSubscriptions.Row(sent.endpoint(), sent.keys().p256dh(), sent.keys().auth())
          : null;
    } catch (IOException malformed) {
      return null;
    }
  }

  Response unsubscribe(AppToken app) {
    if (app.pushEndpoint() != null) {
      subscriptions.remove(app.token().id(), app.pushEndpoint());
    }
    return Answers.done();
  }
}

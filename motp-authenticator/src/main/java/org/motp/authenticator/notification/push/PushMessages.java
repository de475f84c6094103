package org.motp.authenticator.notification.push;

import java.util.Optional;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.motp.authenticator.token.PushSubscriptions;
import org.motp.authenticator.token.Question;

/** Wakes phones. Belongs to one Keycloak session. */
public interface PushMessages extends Provider {

  /**
   * The realm's VAPID public key in base64url, with which a phone subscribes; empty where the realm
   * sends no push messages.
   */
  Optional<String> publicKey(RealmModel realm);

  /** Whether messages could be sent to what a phone told. */
  boolean accepts(RealmModel realm, PushSubscriptions.Row subscription);

  /**
   * Tells the phone, if it has subscribed, that there is a question. Returns at once; the question
   * is committed, the message is sent by another thread, and may be lost.
   */
  void wake(RealmModel realm, Question question);
}

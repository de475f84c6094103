package org.motp.authenticator.notification.push;

import org.motp.authenticator.token.Question;

/**
 * A message to be sent.
 *
 * @param issuer of the realm: whom the push service may ask about its messages
 * @param attempt which one this is, from 1
 */
record PushJob(String realmId, Question question, String issuer, int attempt) {
  PushJob again() {
    return new PushJob(realmId, question, issuer, attempt + 1);
  }
}

package org.motp.authenticator.app;

import jakarta.ws.rs.core.Response;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.TokenStore;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.TokenEvents;

/**
 * A phone gives its own token up. Its signature shows what a code would: that it has the token. One
 * that is lost, locked or disabled stays: without it the password alone would bind the next one.
 */
record Removal(KeycloakSession session) {

  Response of(AppToken app) {
    if (app.token().state() == TokenState.INITIAL) {
      session.getProvider(TokenStore.class).appRegistrations().discard(app);
      return Answers.done();
    }
    RealmModel realm = session.getContext().getRealm();
    UserModel user = session.users().getUserById(realm, app.token().userId());
    return user != null && removed(new UserTokens(session, realm, user), app.token().serial())
        ? done(realm, user, app.token().serial())
        : Answers.error(Response.Status.CONFLICT, "refused");
  }

  private static boolean removed(UserTokens tokens, String serial) {
    return tokens
        .find(serial)
        .filter(token -> token.usableAt(Time.currentTimeSeconds()))
        .filter(token -> tokens.remove(serial))
        .isPresent();
  }

  private Response done(RealmModel realm, UserModel user, String serial) {
    EventBuilder event =
        new EventBuilder(realm, session, session.getContext().getConnection()).user(user);
    TokenEvents.removed(event, serial);
    return Answers.done();
  }
}

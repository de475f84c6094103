package org.motp.authenticator.signout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.common.util.Time;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.token.SignOuts;

/**
 * Remembers, when the request has committed, whom an administrator has logged out or disabled.
 * Users who log themselves out elsewhere, and tokens that are lost, end no VPN connection.
 */
final class SignOutListener implements EventListenerProvider {
  private static final Pattern LOGOUT = Pattern.compile("users/([^/]+)/logout");
  private static final Pattern USER = Pattern.compile("users/([^/]+)");

  private final KeycloakSession session;

  SignOutListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {}

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    if (event.getError() != null || event.getResourcePath() == null) {
      return;
    }
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null) {
      return;
    }
    UserModel loggedOut = user(realm, LOGOUT, OperationType.ACTION, event);
    if (loggedOut != null) {
      rememberAfterCommit(session, realm, loggedOut, "logged out");
    }
    UserModel changed = user(realm, USER, OperationType.UPDATE, event);
    if (changed != null && !changed.isEnabled()) {
      rememberAfterCommit(session, realm, changed, "disabled");
    }
  }

  private UserModel user(
      RealmModel realm, Pattern path, OperationType operation, AdminEvent event) {
    Matcher matcher = path.matcher(event.getResourcePath());
    return event.getOperationType() == operation && matcher.matches()
        ? session.users().getUserById(realm, matcher.group(1))
        : null;
  }

  static void rememberAfterCommit(
      KeycloakSession session, RealmModel realm, UserModel user, String reason) {
    String realmId = realm.getId();
    String username = user.getUsername();
    String email = user.getEmail();
    session
        .getTransactionManager()
        .enlistAfterCompletion(
            new AbstractKeycloakTransaction() {
              @Override
              protected void commitImpl() {
                new SignOuts(session)
                    .add(realmId, username, email, reason, Time.currentTimeMillis());
              }

              @Override
              protected void rollbackImpl() {}
            });
  }

  @Override
  public void close() {}
}

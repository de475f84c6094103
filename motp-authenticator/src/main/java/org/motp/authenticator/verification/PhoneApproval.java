package org.motp.authenticator.verification;

import java.util.Comparator;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.motp.authenticator.notification.push.PushMessages;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.AskedQuestion;
import org.motp.authenticator.token.LoginDescription;
import org.motp.authenticator.token.Question;
import org.motp.authenticator.token.Questions;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenStore;
import org.motp.authenticator.token.UserTokens;

/**
 * Asks a user's phone whether a login is the user's own. Nothing waits for the answer: the login
 * comes back and looks. Belongs to one Keycloak session.
 */
final class PhoneApproval {
  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserTokens tokens;
  private final Questions questions;

  PhoneApproval(KeycloakSession session, UserTokens tokens) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.tokens = tokens;
    this.questions = session.getProvider(TokenStore.class).questions();
  }

  /** Whether one of the user's phones can be asked. */
  boolean offered() {
    return ApprovalSettings.offered(realm) && phone().isPresent();
  }

  /** The token of our app whose phone was seen last. */
  private Optional<Token> phone() {
    long now = Time.currentTimeSeconds();
    return tokens.bound().stream()
        .filter(token -> token.usableAt(now))
        .flatMap(
            token ->
                session
                    .getProvider(TokenStore.class)
                    .appTokens()
                    .find(realm.getId(), token.serial())
                    .stream())
        .filter(app -> app.ecdsaKey() != null)
        .max(Comparator.comparing(app -> app.lastSeen() == null ? 0 : app.lastSeen()))
        .map(AppToken::token);
  }

  /**
   * Asks the phone and wakes it.
   *
   * @param event of the login; a copy of it tells that the phone was asked
   * @param address where the login comes from
   * @param application what the user logs in to
   * @param expires end of the question in seconds since the epoch
   * @return empty when the phone may not be asked now
   */
  Optional<AskedQuestion> ask(
      EventBuilder event, String address, String application, long expires) {
    if (!ApprovalSettings.offered(realm)) {
      return Optional.empty();
    }
    LoginDescription login =
        new LoginDescription(tokens.user().getUsername(), address, application);
    return phone().flatMap(phone -> ask(event, phone, login, expires));
  }

  private Optional<AskedQuestion> ask(
      EventBuilder event, Token phone, LoginDescription login, long expires) {
    long now = Time.currentTimeSeconds();
    Optional<AskedQuestion> asked = questions.ask(phone, login, expires, now);
    asked.ifPresent(
        open -> {
          TokenEvents.asked(event, tokens.user(), phone.serial());
          session
              .getProvider(PushMessages.class)
              .wake(
                  realm, new Question(open.id(), phone.userId(), phone.id(), login, now, expires));
        });
    return asked;
  }

  Questions.Progress progress(AskedQuestion asked) {
    return questions.progress(asked, Time.currentTimeSeconds());
  }

  /** Uses an approval up; the token whose phone gave it, or empty when there is none (any more). */
  Optional<Token> use(AskedQuestion asked) {
    long now = Time.currentTimeSeconds();
    return tokens.bound().stream()
        .filter(token -> token.usableAt(now))
        .filter(token -> questions.use(asked, token, now))
        .findFirst();
  }

  /** Takes a question back, because the login has ended in another way. */
  void withdraw(AskedQuestion asked) {
    questions.withdraw(asked);
  }
}

package org.motp.authenticator.app;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.Question;
import org.motp.authenticator.token.QuestionAnswers;
import org.motp.authenticator.token.TokenCredentialModel;
import org.motp.authenticator.token.TokenStore;
import org.motp.authenticator.token.UserTokens;

/** The questions that a phone is asked, and its user's answers. */
final class QuestionApi {
  private static final String APPROVE = "approve";
  private static final String DENY = "deny";
  private static final int LONGEST_BODY = 4096;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final QuestionAnswers questions;

  QuestionApi(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.questions = session.getProvider(TokenStore.class).questionAnswers();
  }

  /** What the phone is asked now: one question at most. */
  List<Map<String, Object>> questions(AppToken app) {
    return questions.openFor(app.token().id(), Time.currentTimeSeconds()).stream()
        .map(QuestionApi::members)
        .toList();
  }

  /** The number is not among them: the user brings it from where the login shows it. */
  private static Map<String, Object> members(Question question) {
    return Map.of(
        "id", question.id(),
        "account", question.login().account(),
        "address", question.login().address(),
        "application", question.login().application(),
        "asked", question.asked(),
        "expires", question.expires());
  }

  /**
   * What the phone sends.
   *
   * @param question its id
   * @param number as the user typed it, empty for a denial
   * @param approve false for "this was not me"
   * @param signature over the whole question and this answer, in base64url
   */
  record Answer(String question, String number, boolean approve, String signature) {
    Answer {
      if (question == null || number == null || signature == null) {
        throw new IllegalArgumentException("a member is missing");
      }
    }

    @Override
    public String toString() {
      return "Answer";
    }
  }

  /** Takes an answer; whatever is wrong with one that can be read, the refusal is the same. */
  Response answer(AppToken app, byte[] body) {
    Optional<Answer> answer = read(body);
    if (answer.isEmpty()) {
      return Answers.error(Response.Status.BAD_REQUEST, "malformed");
    }
    boolean taken =
        questions
            .openFor(app.token().id(), Time.currentTimeSeconds())
            .filter(question -> question.id().equals(answer.get().question()))
            .filter(question -> signed(app, question, answer.get()))
            .filter(question -> take(app, question, answer.get()))
            .isPresent();
    return taken ? Answers.done() : Answers.error(Response.Status.CONFLICT, "refused");
  }

  private static Optional<Answer> read(byte[] body) {
    if (body.length > LONGEST_BODY) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JsonSerialization.readValue(body, Answer.class));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** Whether the phone has signed this answer to exactly this question. */
  private boolean signed(AppToken app, Question question, Answer answer) {
    byte[] fields =
        new Fields("motp-approval-1")
            .add(Issuer.of(session))
            .add(app.token().serial())
            .add(question.id())
            .add(question.login().account())
            .add(question.login().address())
            .add(question.login().application())
            .add(question.asked())
            .add(question.expires())
            .add(answer.number())
            .add(answer.approve() ? APPROVE : DENY)
            .encoded();
    try {
      byte[] signature = Base64.getUrlDecoder().decode(answer.signature());
      return AppRequests.signingKey(app)
          .filter(key -> P256.verify(key, fields, signature))
          .isPresent();
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private boolean take(AppToken app, Question question, Answer answer) {
    long now = Time.currentTimeSeconds();
    if (answer.approve()) {
      return isBound(app) && questions.approve(question, answer.number(), now);
    }
    boolean denied = questions.deny(question, now);
    if (denied) {
      tell(app, question);
    }
    return denied;
  }

  /** Whether the user still has the token, as everywhere where a code would be accepted. */
  private boolean isBound(AppToken app) {
    return Optional.ofNullable(session.users().getUserById(realm, app.token().userId()))
        .flatMap(user -> new UserTokens(session, realm, user).find(app.token().serial()))
        .isPresent();
  }

  /** The event that becomes a mail; where it comes from is where the login came from. */
  private void tell(AppToken app, Question question) {
    new EventBuilder(realm, session, session.getContext().getConnection())
        .event(EventType.UPDATE_CREDENTIAL)
        .user(question.userId())
        .ipAddress(question.login().address())
        .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
        .detail("motp_serial", app.token().serial())
        .detail("motp_change", "denied")
        .detail("motp_application", question.login().application())
        .success();
  }
}

package org.motp.authenticator.verification;

import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.motp.authenticator.token.AskedQuestion;

/**
 * A login of which the password was right and the code is still to come. It lies in the cluster's
 * store of single-use objects under a random handle, the {@code mfa_token}, that travels through
 * the client; the handle is good for one answer.
 *
 * @param realmId realm of the login
 * @param clientId the OAuth client (its id, not its name) that may answer
 * @param userId the user who may answer
 * @param nas the network access server that may answer, or ""
 * @param clientIp the user's address, or ""; compared when both legs tell it
 * @param answersLeft how many answers may still be given in this login, this one included
 * @param expires end of the login in seconds since the epoch; a further answer does not prolong it
 * @param asked the question to the phone that this login waits for, if there is one
 */
record Challenge(
    String realmId,
    String clientId,
    String userId,
    String nas,
    String clientIp,
    int answersLeft,
    long expires,
    Optional<AskedQuestion> asked) {
  /** How often a code may be typed in one login. */
  static final int ANSWERS = 3;

  private static final String KEY_PREFIX = "motp.challenge.";
  private static final int HANDLE_BYTES = 24;
  private static final int LONGEST_HANDLE = 128;

  /** Stores this challenge and returns its handle: 32 URL-safe characters, 192 random bits. */
  String issue(KeycloakSession session) {
    String handle = SecretGenerator.getInstance().randomString(HANDLE_BYTES * 4 / 3);
    session
        .singleUseObjects()
        .put(
            KEY_PREFIX + handle,
            expires - Time.currentTimeSeconds(),
            Map.of(
                "realm", realmId,
                "client", clientId,
                "user", userId,
                "nas", nas,
                "ip", clientIp,
                "answers", Integer.toString(answersLeft),
                "expires", Long.toString(expires),
                "asked", asked.map(AskedQuestion::text).orElse("")));
    return handle;
  }

  /**
   * Takes the challenge out of the store, before anybody looks at it: of two answers with the same
   * handle, one finds it. Empty when it is unknown, used or expired.
   */
  static Optional<Challenge> take(KeycloakSession session, String handle) {
    if (handle.isEmpty() || handle.length() > LONGEST_HANDLE) {
      return Optional.empty();
    }
    return Optional.ofNullable(session.singleUseObjects().remove(KEY_PREFIX + handle))
        .map(Challenge::read)
        .filter(challenge -> challenge.expires > Time.currentTimeSeconds());
  }

  private static Challenge read(Map<String, String> stored) {
    return new Challenge(
        stored.get("realm"),
        stored.get("client"),
        stored.get("user"),
        stored.get("nas"),
        stored.get("ip"),
        Integer.parseInt(stored.get("answers")),
        Long.parseLong(stored.get("expires")),
        AskedQuestion.parse(stored.get("asked")));
  }

  /** Whether the answer comes from the client, the server and the address that were asked. */
  boolean answerableBy(String realm, String client, LoginOrigin origin) {
    return realmId.equals(realm)
        && clientId.equals(client)
        && nas.equals(origin.nas())
        && (clientIp.isEmpty() || origin.clientIp().map(clientIp::equals).orElse(true));
  }

  /** The same login with one answer less. */
  Challenge afterWrongAnswer() {
    return new Challenge(realmId, clientId, userId, nas, clientIp, answersLeft - 1, expires, asked);
  }

  /** The same login, which waits for this question or for none. */
  Challenge waitingFor(Optional<AskedQuestion> question) {
    return new Challenge(realmId, clientId, userId, nas, clientIp, answersLeft, expires, question);
  }
}

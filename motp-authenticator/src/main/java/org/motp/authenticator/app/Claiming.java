package org.motp.authenticator.app;

import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppClaim;
import org.motp.authenticator.token.AppClaims;
import org.motp.authenticator.token.AppSecrets;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.TokenCredentialModel;
import org.motp.authenticator.token.TokenStore;

/** One phone's claim of a registration. */
record Claiming(KeycloakSession session, PhoneClaim claim) {
  private static final String CHANGE = "motp_change";

  /** Claims the registration of this serial and says what became of it. */
  Response of(String serial) {
    return recent(serial).map(this::of).orElseGet(Claiming::unknown);
  }

  private Response of(AppToken app) {
    byte[] transcript =
        claim.transcript(
            Issuer.of(session),
            app.token().serial(),
            Base64.getUrlDecoder().decode(app.serverKey()));
    if (!claim.signed(transcript)) {
      return malformed();
    }
    if (!isInvited(app)) {
      return unknown();
    }
    // Empty: another phone was quicker, between the two looks at the table.
    return (app.claimed() == null ? claim(app, transcript) : Optional.<Response>empty())
        .orElseGet(
            () -> recent(app.token().serial()).map(this::again).orElseGet(Claiming::unknown));
  }

  /** Whether the phone has the registration's one-time code or initial key. */
  private boolean isInvited(AppToken app) {
    boolean counted = claim.kind() == AppSecrets.Kind.INITIAL_KEY && app.claimed() == null;
    if (counted && !claims().takeKeyTry(app)) {
      return false;
    }
    boolean invited = claims().knows(app, claim.kind(), claim.secret());
    if (counted && !invited) {
      claims().wrongKey(app);
      event(app, "claimed").error(Errors.INVALID_USER_CREDENTIALS);
    }
    return invited;
  }

  private Optional<Response> claim(AppToken app, byte[] transcript) {
    return store()
        .appRegistrations()
        .privateKey(app)
        .map(key -> Agreement.of(new ServerKeys(key).sharedWith(claim.ecdh()), transcript))
        .filter(
            agreement ->
                claims()
                    .claim(
                        app,
                        remains(agreement.otpKey(), agreement.confirmation()),
                        Time.currentTimeSeconds()))
        .map(
            agreement -> {
              event(app, "claimed").success();
              return accepted(app);
            });
  }

  /** The same phone, whose first answer was lost; or a second one. */
  private Response again(AppToken app) {
    if (remains(new byte[0], "").isAgain(app)) {
      return accepted(app);
    }
    if (claims().claimedAgain(app, Time.currentTimeSeconds())) {
      event(app, "claimed-again").success();
    }
    return Answers.error(Response.Status.CONFLICT, "claimed");
  }

  private AppClaim remains(byte[] otpKey, String confirmation) {
    return new AppClaim(
        base64(P256.point(claim.ecdh())),
        base64(P256.point(claim.ecdsa())),
        claim.name(),
        otpKey,
        confirmation);
  }

  private Response accepted(AppToken app) {
    SignatureLimit.signer(session, app.token().serial()).right();
    CodeAlgorithm algorithm = app.token().algorithm();
    UserModel user = session.users().getUserById(realm(), app.token().userId());
    return user == null
        ? unknown()
        : Answers.of(
            Response.Status.CREATED,
            Map.of(
                "serial", app.token().serial(),
                "issuer", Issuer.of(session),
                "title", Issuer.title(realm()),
                "account", user.getUsername(),
                "algorithm", algorithm.hash().name(),
                "digits", algorithm.digits(),
                "period", algorithm.periodSeconds()));
  }

  private EventBuilder event(AppToken app, String change) {
    return new EventBuilder(realm(), session, session.getContext().getConnection())
        .event(EventType.UPDATE_CREDENTIAL)
        .user(app.token().userId())
        .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
        .detail("motp_serial", app.token().serial())
        .detail(CHANGE, change);
  }

  private Optional<AppToken> recent(String serial) {
    return claims().recent(realm().getId(), serial, Time.currentTimeSeconds());
  }

  private AppClaims claims() {
    return store().appClaims();
  }

  private TokenStore store() {
    return session.getProvider(TokenStore.class);
  }

  private RealmModel realm() {
    return session.getContext().getRealm();
  }

  static Response malformed() {
    return Answers.error(Response.Status.BAD_REQUEST, "malformed");
  }

  static Response unknown() {
    return Answers.error(Response.Status.NOT_FOUND, "unknown");
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package org.motp.authenticator.app;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.motp.authenticator.crypto.P256;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.TokenStore;

/** Who sends a request: a phone that signs it with the key that it registered. */
public record AppRequests(KeycloakSession session) {

  /**
   * Lets the phone whose signature the present request carries have its answer, in whatever state
   * its token is; answers all others with 401.
   *
   * @param method such as GET
   * @param path behind the app's base address, such as {@code /api/token}
   * @param body empty for a request that has none
   */
  public Response answer(
      String method, String path, byte[] body, Function<AppToken, Response> answer) {
    Optional<RequestSignature> signature =
        RequestSignature.parse(
            session
                .getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getHeaderString(HttpHeaders.AUTHORIZATION));
    // Neither is counted, nor stopped: nothing is looked up.
    if (signature.isEmpty()) {
      return unknown();
    }
    if (!signature.get().isRecent(Time.currentTimeSeconds())) {
      return Answers.error(Response.Status.UNAUTHORIZED, "clock");
    }
    SignatureLimit.Signer signer = SignatureLimit.signer(session, signature.get().serial());
    if (signer.isStopped()) {
      return RequestLimit.answer();
    }
    RequestSignature.Request request =
        new RequestSignature.Request(Issuer.of(session), method, path, body);
    Optional<AppToken> phone =
        session
            .getProvider(TokenStore.class)
            .appTokens()
            .find(session.getContext().getRealm().getId(), signature.get().serial())
            .filter(
                app ->
                    signingKey(app).filter(key -> signature.get().isOf(key, request)).isPresent());
    if (phone.isPresent()) {
      signer.right();
      return answer.apply(phone.get());
    }
    signer.wrong();
    return signer.isAddressStopped() ? RequestLimit.answer() : unknown();
  }

  /** The key with which the phone signs; empty until it has claimed the token. */
  public static Optional<ECPublicKey> signingKey(AppToken app) {
    return Optional.ofNullable(app.ecdsaKey())
        .map(key -> P256.publicKey(Base64.getUrlDecoder().decode(key)));
  }

  private static Response unknown() {
    return Answers.error(Response.Status.UNAUTHORIZED, "unknown");
  }
}

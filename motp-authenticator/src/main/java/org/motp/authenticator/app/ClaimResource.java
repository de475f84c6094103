package org.motp.authenticator.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.TokenStore;

/**
 * Where a phone claims the registration whose QR code it has scanned, or whose initial key was
 * typed into it. Whoever is refused learns nothing but that.
 */
public final class ClaimResource {
  private static final String LOOKUP = "[0-9a-f]{6}";
  private static final String SERIAL = "[0-9A-F]{8}";

  private final KeycloakSession session;

  ClaimResource(KeycloakSession session) {
    this.session = session;
  }

  /** Which registration a typed initial key is of. */
  @POST
  @Path("lookup")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response lookup(String body) {
    return limited(
        () ->
            lookupIn(body)
                .flatMap(
                    lookup ->
                        session
                            .getProvider(TokenStore.class)
                            .appClaims()
                            .byLookup(realmId(), lookup, Time.currentTimeSeconds()))
                .map(ClaimResource::offer)
                .orElseGet(Claiming::unknown));
  }

  private static Optional<String> lookupIn(String body) {
    try {
      String lookup = JsonSerialization.mapper.readTree(body).path("lookup").asText();
      return Optional.of(lookup).filter(text -> text.matches(LOOKUP));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  private static Response offer(AppToken app) {
    return Answers.of(
        Response.Status.OK, Map.of("serial", app.token().serial(), "serverKey", app.serverKey()));
  }

  /** Claims a registration: once. */
  @POST
  @Path("{serial: " + SERIAL + "}/claim")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response claim(@PathParam("serial") String serial, String body) {
    return limited(
        () ->
            PhoneClaim.parse(body)
                .map(claim -> new Claiming(session, claim).of(serial))
                .orElseGet(Claiming::malformed));
  }

  private Response limited(Supplier<Response> answer) {
    return RequestLimit.REGISTRATIONS.take(session) ? answer.get() : RequestLimit.answer();
  }

  private String realmId() {
    return session.getContext().getRealm().getId();
  }
}

package org.motp.authenticator.app;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.common.util.Time;

/** Answers to the app: JSON that nobody keeps, with the server's time in each. */
public final class Answers {
  private static final String NO_STORE = "no-store";

  private Answers() {}

  /** An answer with these members, some of which may be null. */
  public static Response of(Response.Status status, Map<String, ?> members) {
    Map<String, Object> body = new HashMap<>(members);
    body.put("time", Time.currentTimeSeconds());
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .entity(body)
        .build();
  }

  /** A refusal; the reason is a word that the app knows. */
  public static Response error(Response.Status status, String reason) {
    return of(status, Map.of("error", reason));
  }

  /** Done, and nothing to say. */
  public static Response done() {
    return Response.noContent().header(HttpHeaders.CACHE_CONTROL, NO_STORE).build();
  }
}

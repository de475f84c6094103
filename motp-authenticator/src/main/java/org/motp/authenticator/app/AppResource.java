package org.motp.authenticator.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.models.KeycloakSession;

/** Serves {@code /realms/{realm}/motp/app/}: the phone's web app and what it calls. */
public final class AppResource {
  private final KeycloakSession session;

  public AppResource(KeycloakSession session) {
    this.session = session;
  }

  /** What the app calls. */
  @Path("api")
  public AppApi api() {
    return new AppApi(session);
  }

  /** The app's page; its address ends in a slash, or what it names would not be found. */
  @GET
  @Path("")
  public Response page() {
    URI address = session.getContext().getUri().getRequestUri();
    return address.getPath().endsWith("/")
        ? new AppPages(session).file("", null)
        : Response.status(Response.Status.FOUND)
            .location(URI.create(Issuer.of(session) + "/motp/app/"))
            .build();
  }

  /** A file of the app. */
  @GET
  @Path("{file}")
  public Response file(@PathParam("file") String file, @QueryParam("v") String version) {
    return new AppPages(session).file(file, version);
  }
}

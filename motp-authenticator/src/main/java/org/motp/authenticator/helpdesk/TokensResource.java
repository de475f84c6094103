package org.motp.authenticator.helpdesk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.motp.authenticator.helpdesk.seed.FileKey;
import org.motp.authenticator.helpdesk.seed.SeedFileException;
import org.motp.authenticator.helpdesk.seed.SeedFormat;
import org.motp.authenticator.token.TokenList;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.TokenStore;

/** The realm's tokens, for administrators who may see or manage its users. */
public final class TokensResource {
  private static final int MOST_BYTES = 20 * 1024 * 1024;
  private static final int MOST_LISTED = 500;
  private static final String RESOURCE_TYPE = "MOTP_TOKEN";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator permissions;
  private final AdminEventBuilder adminEvent;

  TokensResource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator permissions,
      AdminEventBuilder adminEvent) {
    this.session = session;
    this.realm = realm;
    this.permissions = permissions;
    this.adminEvent = adminEvent;
  }

  /**
   * Tokens by serial, page by page; needs view-users.
   *
   * @param first how many to leave out
   * @param max how many at most, up to 500
   * @param search part of the serial
   * @param state a stored state, in whatever case
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<ListedToken> list(
      @QueryParam("first") @DefaultValue("0") int first,
      @QueryParam("max") @DefaultValue("100") int max,
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("state") @DefaultValue("") String state) {
    permissions.users().requireView();
    TokenList.Page page =
        new TokenList.Page(
            search.strip(),
            state.isBlank() ? Optional.empty() : Optional.of(stateOf(state)),
            Math.max(0, first),
            Math.max(1, Math.min(max, MOST_LISTED)));
    return store().list().of(realm.getId(), page).stream()
        .map(token -> ListedToken.of(token, usernameOf(token.userId())))
        .toList();
  }

  /**
   * Imports a seed file; needs manage-users. The file is the body, and never a part of a form:
   * those are written to the server's disk. What opens it comes in a header, and never in the URL:
   * those are logged.
   *
   * @param format pskc, oath or entra; detected when absent
   * @param key pre-shared key of an encrypted PSKC file, hexadecimal
   * @param password password of an encrypted PSKC file, printable ASCII
   * @param encoding gzip or nothing
   */
  @POST
  @Path("import")
  @Consumes({
    "text/csv",
    "application/pskc+xml",
    MediaType.APPLICATION_XML,
    MediaType.TEXT_XML,
    MediaType.APPLICATION_OCTET_STREAM
  })
  @Produces(MediaType.APPLICATION_JSON)
  public ImportReport importSeeds(
      InputStream body,
      @QueryParam("format") @DefaultValue("") String format,
      @HeaderParam("Motp-Seed-Key") String key,
      @HeaderParam("Motp-Seed-Password") String password,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @DefaultValue("") String encoding)
      throws IOException {
    permissions.users().requireManage();
    byte[] file = read(body, encoding);
    SeedImport seedImport =
        new SeedImport(store().inventory(), realm.getId(), Time.currentTimeSeconds());
    try {
      ImportReport report = seedImport.run(file, formatOf(format, file), FileKey.of(key, password));
      adminEvent
          .operation(OperationType.ACTION)
          .resource(RESOURCE_TYPE)
          .resourcePath(session.getContext().getUri())
          .representation(report.summary())
          .success();
      return report;
    } catch (SeedFileException unreadable) {
      throw wrong(unreadable.getMessage());
    }
  }

  private static byte[] read(InputStream body, String encoding) throws IOException {
    byte[] file;
    try (InputStream plain = encoding.equals("gzip") ? new GZIPInputStream(body) : body) {
      file = plain.readNBytes(MOST_BYTES + 1);
    } catch (ZipException | EOFException damaged) {
      throw wrong("the body is not what gzip makes");
    }
    if (file.length > MOST_BYTES) {
      throw ErrorResponse.error(
          "the file is larger than 20 MiB", Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return file;
  }

  private static SeedFormat formatOf(String name, byte[] file) {
    return name.isBlank()
        ? SeedFormat.detect(file)
        : SeedFormat.of(name)
            .orElseThrow(() -> wrong("the format is none of pskc, oath and entra"));
  }

  private static TokenState stateOf(String name) {
    try {
      return TokenState.valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong("the state is none of initial, active, disabled, lost and revoked");
    }
  }

  private static ErrorResponseException wrong(String message) {
    return ErrorResponse.error(message, Response.Status.BAD_REQUEST);
  }

  private String usernameOf(String userId) {
    UserModel user = userId == null ? null : session.users().getUserById(realm, userId);
    return user == null ? null : user.getUsername();
  }

  private TokenStore store() {
    return session.getProvider(TokenStore.class);
  }
}

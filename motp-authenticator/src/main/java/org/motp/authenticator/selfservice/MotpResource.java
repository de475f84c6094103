package org.motp.authenticator.selfservice;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.app.Answers;
import org.motp.authenticator.app.AppResource;
import org.motp.authenticator.notification.StopLink;
import org.motp.authenticator.registration.Invitation;
import org.motp.authenticator.registration.RegisterAction;
import org.motp.authenticator.registration.RegistrationStatus;
import org.motp.authenticator.signout.SignOutResource;
import org.motp.authenticator.token.TokenCredentialModel;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.BrowserPhone;
import org.motp.authenticator.verification.VerifiedCode;

/**
 * The pages that links in mails open, and the phone's app. A link is only followed when the user
 * presses the button on its page: mail scanners open links, too.
 */
public final class MotpResource {
  private final KeycloakSession session;
  private final RealmModel realm;

  MotpResource(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** "This was not me": asks whether the token is to be stopped. */
  @GET
  @Path("stop")
  @Produces(MediaType.TEXT_HTML)
  public Response askToStop(@QueryParam("token") String token) {
    return StopLink.read(session, realm, token)
        .map(target -> page(Map.of("serial", target.serial(), "token", token)))
        .orElseGet(this::outdated);
  }

  /** Stops the token that the link is about. */
  @POST
  @Path("stop")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  public Response stop(@FormParam("token") String token) {
    Optional<StopLink.Target> target = StopLink.read(session, realm, token);
    target.ifPresent(this::stop);
    return target
        .map(stopped -> page(Map.of("serial", stopped.serial(), "stopped", true)))
        .orElseGet(this::outdated);
  }

  private void stop(StopLink.Target target) {
    UserModel user = session.users().getUserById(realm, target.userId());
    if (user != null && new UserTokens(session, realm, user).reportLost(target.serial())) {
      new EventBuilder(realm, session, session.getContext().getConnection())
          .event(EventType.UPDATE_CREDENTIAL)
          .user(user)
          .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
          .detail(VerifiedCode.SERIAL, target.serial())
          .detail("motp_change", "lost")
          .success();
    }
  }

  /** Who was signed out, for bridges. */
  @Path("sign-outs")
  public SignOutResource signOuts() {
    return new SignOutResource(session);
  }

  /** 外網註冊信: asks whether the registration is to go on here. */
  @GET
  @Path("continue")
  @Produces(MediaType.TEXT_HTML)
  public Response askToContinue(@QueryParam("code") String code) {
    return session
        .getProvider(LoginFormsProvider.class)
        .setAttribute("motp", Map.of("code", String.valueOf(code)))
        .createForm("motp-continue.ftl");
  }

  /** Uses the link up and leads to the login, after which the registration goes on. */
  @POST
  @Path("continue")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  public Response goOn(@FormParam("code") String code) {
    return Invitation.follow(session, realm, code)
        ? Response.seeOther(AccountConsole.login(session, RegisterAction.ID)).build()
        : outdated();
  }

  /** Whether the login of this browser still waits for the phone. */
  @GET
  @Path("approval")
  @Produces(MediaType.APPLICATION_JSON)
  public Response approval(
      @QueryParam("client_id") String clientId, @QueryParam("tab_id") String tabId) {
    return Answers.of(
        Response.Status.OK, Map.of("waiting", BrowserPhone.waits(session, clientId, tabId)));
  }

  /** The phone's web app. */
  @Path("app")
  public AppResource app() {
    return new AppResource(session);
  }

  /** What the page of an online registration asks. */
  @Path("registration")
  public RegistrationStatus registration() {
    return new RegistrationStatus(session);
  }

  private Response outdated() {
    return page(Map.of());
  }

  private Response page(Map<String, Object> attributes) {
    return session
        .getProvider(LoginFormsProvider.class)
        .setAttribute("motp", attributes)
        .createForm("motp-stop.ftl");
  }
}

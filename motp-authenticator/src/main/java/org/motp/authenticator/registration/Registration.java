package org.motp.authenticator.registration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.Constants;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.HardwareClaim;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenCredentialModel;
import org.motp.authenticator.token.TokenType;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.ConfirmedOwner;
import org.motp.authenticator.verification.VerifiedCode;

/**
 * One registration on its way through its pages. The page that the user is on is remembered in the
 * login, so that reload, back button and a second tab find their way.
 */
final class Registration {
  private static final String PAGE = "motp_register_page";
  private static final String DONE_SERIAL = "motp_register_done";
  private static final String CODE_FIELD = "otp";
  private static final String SERIAL_FIELD = "serial";

  private final RequiredActionContext context;
  private final AuthenticationSessionModel login;
  private final UserTokens tokens;
  private final RegistrationPolicy policy;
  private final Admission admission;
  private final OfferedWays ways;
  private final OfflineWay offline;

  Registration(RequiredActionContext context) {
    this.context = context;
    this.login = context.getAuthenticationSession();
    this.tokens = new UserTokens(context.getSession(), context.getRealm(), context.getUser());
    this.policy = RegistrationPolicy.of(context.getRealm());
    this.ways = OfferedWays.of(context.getRealm());
    this.admission = Admission.of(context, tokens, policy);
    this.offline = new OfflineWay(context, tokens, login.getParentSession().getId());
  }

  /** Shows the page that the user is on. */
  void show() {
    if (login.getAuthNote(DONE_SERIAL) != null) {
      showDone();
    } else {
      show(remembered());
    }
  }

  /** Takes what the user sent and goes on. */
  void proceed() {
    Optional<Page> sent = Page.of(field("step"));
    if (login.getAuthNote(DONE_SERIAL) != null) {
      finish(sent);
    } else if (asksForCode() && sent.equals(Optional.of(Page.CONFIRM))) {
      confirm();
    } else if (sent.isEmpty() || !admitted() || !ways.offer(sent.get())) {
      show(remembered());
    } else if (field("mail") != null) {
      invite();
    } else {
      switch (sent.get()) {
        case DOWNLOAD -> show(Page.WAYS);
        case WAYS -> show(Page.of(field("way")).filter(ways.pages()::contains).orElse(Page.WAYS));
        case HARDWARE -> proveHardware();
        case OFFLINE -> proveOffline();
        case CONFIRM, DONE -> show(remembered());
      }
    }
  }

  private void invite() {
    boolean sent = Invitation.send(context.getSession(), context.getRealm(), context.getUser());
    context.form().setInfo(sent ? "motp-invitation-sent" : "motp-invitation-too-soon");
    show(remembered());
  }

  private boolean asksForCode() {
    return admission == Admission.NEEDS_CODE || admission == Admission.FULL;
  }

  private boolean admitted() {
    return admission == Admission.FREE || admission == Admission.BY_RELEASE;
  }

  private Page remembered() {
    Page page = Page.of(login.getAuthNote(PAGE)).orElse(Page.DOWNLOAD);
    return ways.offer(page) ? page : Page.WAYS;
  }

  private void show(Page page) {
    switch (admission) {
      case FREE, BY_RELEASE -> open(page);
      case NEEDS_CODE -> showConfirm(null);
      case NEEDS_RELEASE -> showRefused("motp-register-needs-release");
      case TOO_SOON -> showRefused("motp-register-too-soon", policy.waitMinutes());
      case FULL -> full();
    }
  }

  /**
   * Nothing that a user who did not come by himself could do about it. Whoever was led here for
   * want of a token, while somebody bound the last one allowed, has shown no code yet.
   */
  private void full() {
    if (!VerifiedCode.isRecent(context.getSession(), context.getRealm(), login)) {
      showConfirm(null);
    } else if (login.getClientNote(Constants.KC_ACTION_EXECUTING) == null) {
      context.getUser().removeRequiredAction(RegisterAction.ID);
      context.success();
    } else {
      showRefused("motp-register-too-many", policy.mostTokens());
    }
  }

  private void open(Page page) {
    login.setAuthNote(PAGE, page.name());
    switch (page) {
      case CONFIRM, DOWNLOAD, DONE -> showDownload();
      case WAYS -> showWays();
      case HARDWARE -> showHardware(null);
      case OFFLINE -> showOffline(null);
    }
  }

  private void showDownload() {
    context
        .form()
        .setAttribute(
            "motp",
            Map.of(
                "links",
                DownloadLinks.page(
                    context.getRealm().getRequiredActionConfigByAlias(RegisterAction.ID))));
    challenge("motp-register-download.ftl");
  }

  private void showRefused(String reason, Object... parameters) {
    context
        .form()
        .setAttribute("motp", Map.of("reason", reason, "parameters", List.of(parameters)));
    challenge("motp-register-refused.ftl");
  }

  private void confirm() {
    if (ConfirmedOwner.byCode(context, tokens, field(CODE_FIELD)).yes()) {
      new Registration(context).show();
    } else {
      showConfirm("motp-code-invalid");
    }
  }

  private void showConfirm(String error) {
    if (error != null) {
      context.form().addError(new FormMessage(CODE_FIELD, error));
    }
    context.form().setAttribute("motp", Map.of("usable", tokens.anyUsable()));
    challenge("motp-register-confirm.ftl");
  }

  private void proveOffline() {
    Optional<Token> bound = offline.prove(field(CODE_FIELD), binding());
    if (bound.isPresent()) {
      finish(bound.get());
    } else {
      fail();
      showOffline(
          offline.renewed(field(SERIAL_FIELD)) ? "motp-register-renewed" : "motp-code-invalid");
    }
  }

  private void proveHardware() {
    HardwareClaim claim = new HardwareClaim(field(SERIAL_FIELD), field(CODE_FIELD), field("otp2"));
    HardwareWay.Outcome outcome = new HardwareWay(context, tokens).prove(claim, binding());
    if (outcome.bound().isPresent()) {
      finish(outcome.bound().get());
    } else {
      fail();
      showHardware(outcome.errorKey());
    }
  }

  private Binding binding() {
    return new Binding(
        DeviceName.of(field("name")),
        TimeUnit.DAYS.toSeconds(policy.validityDays()),
        admission == Admission.BY_RELEASE);
  }

  private EventBuilder event() {
    return context
        .getEvent()
        .event(EventType.UPDATE_CREDENTIAL)
        .detail(Details.CREDENTIAL_TYPE, TokenCredentialModel.TYPE)
        .clone();
  }

  private void fail() {
    event().error(Errors.INVALID_USER_CREDENTIALS);
  }

  private void finish(Token bound) {
    // Whoever asked for it (browser flow, administrator), it is done now.
    context.getUser().removeRequiredAction(RegisterAction.ID);
    login.removeAuthNote(PAGE);
    login.setAuthNote(DONE_SERIAL, bound.serial());
    event().detail(VerifiedCode.SERIAL, bound.serial()).success();
    showDone();
  }

  private void showWays() {
    context.form().setAttribute("motp", Map.of("ways", ways.names()));
    challenge("motp-register-ways.ftl");
  }

  private void showHardware(String error) {
    if (error != null) {
      context.form().addError(new FormMessage(SERIAL_FIELD, error, HardwareTries.MINUTES));
    }
    String typed = field(SERIAL_FIELD);
    context
        .form()
        .setAttribute("motp", Map.of("serial", error == null || typed == null ? "" : typed));
    challenge("motp-register-hardware.ftl");
  }

  private void showOffline(String error) {
    if (error != null) {
      context.form().addError(new FormMessage(CODE_FIELD, error));
    }
    context.form().setAttribute("motp", offline.page());
    challenge("motp-register-offline.ftl");
  }

  private void showDone() {
    String serial = login.getAuthNote(DONE_SERIAL);
    String type =
        tokens
            .find(serial)
            .map(Token::type)
            .orElse(TokenType.SOFTWARE)
            .name()
            .toLowerCase(Locale.ROOT);
    context.form().setAttribute("motp", Map.of("serial", serial, "type", type));
    challenge("motp-register-done.ftl");
  }

  private void finish(Optional<Page> sent) {
    if (sent.equals(Optional.of(Page.DONE))) {
      login.removeAuthNote(DONE_SERIAL);
      context.success();
    } else {
      showDone();
    }
  }

  private void challenge(String template) {
    context.challenge(context.form().createForm(template));
  }

  private String field(String name) {
    return context.getHttpRequest().getDecodedFormParameters().getFirst(name);
  }
}

package org.motp.authenticator.registration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.motp.authenticator.app.AppOffer;
import org.motp.authenticator.app.Issuer;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenType;
import org.motp.authenticator.token.UserRegistration;
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

  private final RequiredActionContext context;
  private final Form form;
  private final AuthenticationSessionModel login;
  private final UserTokens tokens;
  private final RegistrationPolicy policy;
  private final Replacement replacement;
  private final Admission admission;
  private final OfferedWays ways;

  Registration(RequiredActionContext context) {
    this.context = context;
    this.form = new Form(context);
    this.login = context.getAuthenticationSession();
    this.tokens = new UserTokens(context.getSession(), context.getRealm(), context.getUser());
    this.policy = RegistrationPolicy.of(context.getRealm());
    this.ways = OfferedWays.of(context.getRealm());
    this.replacement = new Replacement(form, tokens);
    this.admission = Admission.of(context, tokens, policy, replacement.chosen().isPresent());
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
    Optional<Page> sent = Page.of(form.field("step"));
    if (login.getAuthNote(DONE_SERIAL) != null) {
      finish(sent);
    } else if (asksForCode() && sent.equals(Optional.of(Page.CONFIRM))) {
      confirm();
    } else if (admission == Admission.FULL && sent.equals(Optional.of(Page.REPLACE))) {
      replace();
    } else if (sent.isEmpty() || !admitted() || !ways.offer(sent.get())) {
      show(remembered());
    } else if (form.field("mail") != null) {
      invite();
    } else {
      switch (sent.get()) {
        case DOWNLOAD -> show(Page.WAYS);
        case WAYS ->
            show(Page.of(form.field("way")).filter(ways.pages()::contains).orElse(Page.WAYS));
        case HARDWARE, OFFLINE, ONLINE ->
            way(sent.get()).proceed(binding()).ifPresent(this::finish);
        case CONFIRM, REPLACE, DONE -> show(remembered());
      }
    }
  }

  private Way way(Page page) {
    UserRegistration registration =
        new UserRegistration(context.getSession(), context.getRealm(), context.getUser());
    String id = login.getParentSession().getId();
    return switch (page) {
      case HARDWARE -> new HardwareWay(form, registration);
      case OFFLINE -> new OfflineWay(form, registration, id);
      case ONLINE -> new OnlineWay(form, registration, replacement, id);
      case CONFIRM, REPLACE, DOWNLOAD, WAYS, DONE ->
          throw new IllegalArgumentException(page + " is no way");
    };
  }

  private void invite() {
    boolean sent = Invitation.send(context.getSession(), context.getRealm(), context.getUser());
    form.info(sent ? "motp-invitation-sent" : "motp-invitation-too-soon");
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
      case NEEDS_CODE -> showConfirm();
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
      showConfirm();
    } else if (login.getClientNote(Constants.KC_ACTION_EXECUTING) == null) {
      context.getUser().removeRequiredAction(RegisterAction.ID);
      context.success();
    } else {
      form.show(
          "motp-register-replace.ftl",
          Map.of("most", policy.mostTokens(), "tokens", replacement.all()));
    }
  }

  private void replace() {
    if (VerifiedCode.isRecent(context.getSession(), context.getRealm(), login)) {
      replacement.choose();
    }
    new Registration(context).show();
  }

  private void open(Page page) {
    login.setAuthNote(PAGE, page.name());
    switch (page) {
      case CONFIRM, REPLACE, DOWNLOAD, DONE -> showDownload();
      case WAYS -> form.show("motp-register-ways.ftl", Map.of("ways", ways.names()));
      case HARDWARE, OFFLINE, ONLINE -> way(page).show();
    }
  }

  private void showDownload() {
    form.show(
        "motp-register-download.ftl",
        Map.of(
            "links",
            DownloadLinks.page(
                ways.offer(Page.ONLINE)
                    ? Optional.of(AppOffer.address(Issuer.of(context.getSession())))
                    : Optional.empty(),
                context.getRealm().getRequiredActionConfigByAlias(RegisterAction.ID))));
  }

  private void showRefused(String reason, Object... parameters) {
    form.show(
        "motp-register-refused.ftl", Map.of("reason", reason, "parameters", List.of(parameters)));
  }

  private void confirm() {
    if (ConfirmedOwner.byCode(context, tokens, form.field(Form.CODE)).yes()) {
      new Registration(context).show();
    } else {
      form.error(Form.CODE, "motp-code-invalid");
      showConfirm();
    }
  }

  private void showConfirm() {
    form.show("motp-register-confirm.ftl", Map.of("usable", tokens.anyUsable()));
  }

  private Binding binding() {
    return new Binding(
        DeviceName.of(form.field("name")),
        TimeUnit.DAYS.toSeconds(policy.validityDays()),
        admission == Admission.BY_RELEASE);
  }

  private void finish(Token bound) {
    replacement.remove();
    // Whoever asked for it (browser flow, administrator), it is done now.
    context.getUser().removeRequiredAction(RegisterAction.ID);
    login.removeAuthNote(PAGE);
    login.setAuthNote(DONE_SERIAL, bound.serial());
    form.event().detail(VerifiedCode.SERIAL, bound.serial()).success();
    showDone();
  }

  private void showDone() {
    String serial = login.getAuthNote(DONE_SERIAL);
    TokenType type = tokens.find(serial).map(Token::type).orElse(TokenType.SOFTWARE);
    form.show(
        "motp-register-done.ftl",
        Map.of("serial", serial, "type", type.name().toLowerCase(Locale.ROOT)));
  }

  private void finish(Optional<Page> sent) {
    if (sent.equals(Optional.of(Page.DONE))) {
      login.removeAuthNote(DONE_SERIAL);
      context.success();
    } else {
      showDone();
    }
  }
}

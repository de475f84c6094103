package org.motp.authenticator.selfservice;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.utils.FormMessage;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;
import org.motp.authenticator.verification.ConfirmedOwner;
import org.motp.authenticator.verification.LostPhone;
import org.motp.authenticator.verification.TokenEvents;
import org.motp.authenticator.verification.VerifiedCode;

/**
 * One visit to 狀況排除. Each page posts what it wants as {@code help}; nothing is remembered between
 * pages but that a code was accepted.
 */
final class Troubleshooting {
  private static final String REGISTER = "motp-register";
  private static final String CODE_FIELD = "otp";

  private final RequiredActionContext context;
  private final UserTokens tokens;

  Troubleshooting(RequiredActionContext context) {
    this.context = context;
    this.tokens = new UserTokens(context.getSession(), context.getRealm(), context.getUser());
  }

  /**
   * Shows the page that the account console asked for ({@code kc_action=motp-troubleshoot:lost}).
   */
  void start() {
    show(context.getAuthenticationSession().getClientNote(Constants.KC_ACTION_PARAMETER));
  }

  /** Does what the user wants. */
  void proceed() {
    String help = String.valueOf(field("help"));
    switch (help) {
      case "stop" ->
          context.challenge(lostPhone().stop(context.getHttpRequest().getDecodedFormParameters()));
      case "try" -> tryCode();
      case "remove" -> remove();
      case "register" -> {
        context.getAuthenticationSession().addRequiredAction(REGISTER);
        context.success();
      }
      case "done" -> context.success();
      default -> show(help);
    }
  }

  private void show(String page) {
    switch (String.valueOf(page)) {
      case "lost" -> context.challenge(lostPhone().page());
      case "resync" -> form("motp-resync.ftl", Map.of("usable", tokens.anyUsable()));
      case "code" -> form("motp-try.ftl", Map.of("usable", tokens.anyUsable()));
      case "forticlient" -> form("motp-forticlient.ftl", Map.of());
      default -> overview();
    }
  }

  private void overview() {
    form("motp-troubleshoot.ftl", Map.of("tokens", TokenRow.of(tokens)));
  }

  private LostPhone lostPhone() {
    return new LostPhone(context.form(), context.getEvent(), tokens);
  }

  private void tryCode() {
    String second = field("otp2");
    ConfirmedOwner owner =
        second == null
            ? ConfirmedOwner.byCode(context, tokens, field(CODE_FIELD))
            : ConfirmedOwner.byTwoCodes(context, tokens, field(CODE_FIELD), second);
    if (owner.yes()) {
      Token token = tokens.find(owner.result().token().serial()).orElse(owner.result().token());
      form("motp-try.ftl", Map.of("usable", true, "works", works(token)));
    } else {
      context
          .form()
          .addError(
              new FormMessage(
                  CODE_FIELD, second == null ? "motp-code-invalid" : "motp-resync-invalid"));
      show(second == null ? "code" : "resync");
    }
  }

  private static Map<String, Object> works(Token token) {
    int seconds = token.drift() * token.algorithm().periodSeconds();
    return Map.of("serial", token.serial(), "seconds", Math.abs(seconds), "ahead", seconds > 0);
  }

  private void remove() {
    String serial = field("serial");
    Optional<Token> token = serial == null ? Optional.empty() : tokens.find(serial);
    if (token.isEmpty()) {
      overview();
    } else if (confirmed()) {
      tokens.remove(serial);
      TokenEvents.removed(context.getEvent(), serial);
      overview();
    } else {
      form("motp-remove.ftl", Map.of("serial", serial, "usable", tokens.anyUsable()));
    }
  }

  /**
   * With the password alone nobody removes a token: a code of any of them, five minutes old at
   * most.
   */
  private boolean confirmed() {
    if (VerifiedCode.isRecent(
        context.getSession(), context.getRealm(), context.getAuthenticationSession())) {
      return true;
    }
    String code = field(CODE_FIELD);
    if (code == null) {
      return false;
    }
    boolean yes = ConfirmedOwner.byCode(context, tokens, code).yes();
    if (!yes) {
      context.form().addError(new FormMessage(CODE_FIELD, "motp-code-invalid"));
    }
    return yes;
  }

  private void form(String template, Map<String, ?> attributes) {
    Map<String, Object> model = new HashMap<>(attributes);
    Response page = context.form().setAttribute("motp", model).createForm(template);
    context.challenge(page);
  }

  private String field(String name) {
    return context.getHttpRequest().getDecodedFormParameters().getFirst(name);
  }
}

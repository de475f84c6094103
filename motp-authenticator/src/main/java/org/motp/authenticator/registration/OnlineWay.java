package org.motp.authenticator.registration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.motp.authenticator.app.AppOffer;
import org.motp.authenticator.token.AppRegistrations.Confirmation;
import org.motp.authenticator.token.AppToken;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserRegistration;

/**
 * 線上註冊: our own app scans a QR code that carries no key, or its user types the initial key; server
 * and phone agree on a key, and the six digits that the phone then shows are typed into the page.
 *
 * @param login whatever stays the same during a login and is nobody else's
 */
record OnlineWay(Form form, UserRegistration registration, Replacement replaced, String login)
    implements Way {

  @Override
  public void show() {
    AppToken app = registration.startApp(login, AppOffer::newSecrets);
    Optional<AppOffer> offer =
        registration.privateKey(app).map(key -> AppOffer.of(form.context().getSession(), app, key));
    Map<String, Object> values =
        offer.isPresent()
            ? waiting(offer.get())
            : claimed(registration.pendingApp(login).orElse(app));
    values.put("serial", app.token().serial());
    values.put("status", RegistrationStatus.uri(form.context().getSession(), app.token().serial()));
    form.show("motp-register-online.ftl", values);
  }

  private static Map<String, Object> waiting(AppOffer offer) {
    Map<String, Object> values = new HashMap<>();
    values.put("uri", offer.uri());
    values.put("qr", QrCode.dataUrl(offer.uri()));
    values.put("key", offer.initialKey());
    return values;
  }

  private Map<String, Object> claimed(AppToken app) {
    Map<String, Object> values = new HashMap<>();
    values.put("device", app.device());
    values.put("again", app.claimedAgain() != null);
    values.put("replaceable", replaced.phones(app.device()));
    return values;
  }

  @Override
  public Optional<Token> proceed(Binding binding) {
    Optional<AppToken> pending =
        registration
            .pendingApp(login)
            .filter(app -> app.token().serial().equals(form.field(Form.SERIAL)));
    if (form.field("restart") != null) {
      registration.discardApp(login);
    } else if (pending.isEmpty()) {
      form.info("motp-online-renewed");
    } else if (pending.get().claimed() == null) {
      form.info("motp-online-waiting");
    } else if (form.field(Form.CODE) != null) {
      return confirm(pending.get(), binding);
    }
    show();
    return Optional.empty();
  }

  private Optional<Token> confirm(AppToken app, Binding binding) {
    Binding ofDevice =
        new Binding(DeviceName.of(app.device()), binding.validitySeconds(), binding.byRelease());
    Confirmation confirmation =
        registration.confirmApp(app, form.field(Form.CODE), ofDevice, replaced::remove);
    if (confirmation == Confirmation.RIGHT) {
      return Optional.of(app.token());
    }
    form.proofFailed();
    if (confirmation == Confirmation.WRONG) {
      form.error(Form.CODE, "motp-online-wrong");
    } else {
      form.info("motp-online-over");
    }
    show();
    return Optional.empty();
  }
}

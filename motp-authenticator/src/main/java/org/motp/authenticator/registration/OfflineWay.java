package org.motp.authenticator.registration;

import java.util.Map;
import java.util.Optional;
import org.keycloak.models.utils.Base32;
import org.motp.authenticator.app.Issuer;
import org.motp.authenticator.otp.KeyUri;
import org.motp.authenticator.otp.Totp;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.PendingToken;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserRegistration;

/**
 * 離線註冊: the page shows the key as QR code and as text for any authenticator app, and one code of
 * the app proves it.
 *
 * @param login whatever stays the same during a login and is nobody else's
 */
record OfflineWay(Form form, UserRegistration registration, String login) implements Way {
  /** The pending token is made when there is none. */
  @Override
  public void show() {
    PendingToken pending = registration.start(login);
    form.show(
        "motp-register-offline.ftl",
        Map.of(
            "qr", qrCode(pending),
            "key", Base32.encode(pending.key()).replaceAll("(.{4})(?!$)", "$1 "),
            "serial", pending.token().serial()));
  }

  @Override
  public Optional<Token> proceed(Binding binding) {
    Optional<Token> bound = registration.finish(login, form.field(Form.CODE), binding);
    if (bound.isEmpty()) {
      form.proofFailed();
      form.error(Form.CODE, renewed() ? "motp-register-renewed" : "motp-code-invalid");
      show();
    }
    return bound;
  }

  /** Whether the page that was sent showed another token than the one that is pending now. */
  private boolean renewed() {
    return !registration.start(login).token().serial().equals(form.field(Form.SERIAL));
  }

  private String qrCode(PendingToken pending) {
    CodeAlgorithm algorithm = pending.token().algorithm();
    Totp totp = new Totp(algorithm.hash(), algorithm.digits(), algorithm.periodSeconds());
    String account = form.context().getUser().getUsername();
    return QrCode.dataUrl(
        KeyUri.of(totp, pending.key(), Issuer.title(form.context().getRealm()), account));
  }
}

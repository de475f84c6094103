package org.motp.authenticator.registration;

import com.google.zxing.WriterException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.utils.Base32;
import org.keycloak.utils.QRCodeUtils;
import org.motp.authenticator.app.Issuer;
import org.motp.authenticator.otp.KeyUri;
import org.motp.authenticator.otp.Totp;
import org.motp.authenticator.token.Binding;
import org.motp.authenticator.token.CodeAlgorithm;
import org.motp.authenticator.token.PendingToken;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.UserTokens;

/**
 * 離線註冊: the page shows the key as QR code and as text for any authenticator app, and one code of
 * the app proves it.
 */
final class OfflineWay {
  private static final int QR_PIXELS = 400;

  private final RequiredActionContext context;
  private final UserTokens tokens;
  private final String login;

  OfflineWay(RequiredActionContext context, UserTokens tokens, String login) {
    this.context = context;
    this.tokens = tokens;
    this.login = login;
  }

  /** What the page shows; the pending token is made when there is none. */
  Map<String, Object> page() {
    PendingToken pending = tokens.startRegistration(login);
    return Map.of(
        "qr", "data:image/png;base64," + qrCode(pending),
        "key", Base32.encode(pending.key()).replaceAll("(.{4})(?!$)", "$1 "),
        "serial", pending.token().serial());
  }

  /** Whether the page that was sent showed another token than the one that is pending now. */
  boolean renewed(String shownSerial) {
    return !tokens.startRegistration(login).token().serial().equals(shownSerial);
  }

  /** Binds the pending token if the code is one of it. */
  Optional<Token> prove(String code, Binding binding) {
    return tokens.finishRegistration(login, code, binding);
  }

  private String qrCode(PendingToken pending) {
    CodeAlgorithm algorithm = pending.token().algorithm();
    Totp totp = new Totp(algorithm.hash(), algorithm.digits(), algorithm.periodSeconds());
    try {
      return QRCodeUtils.encodeAsQRString(
          KeyUri.of(
              totp,
              pending.key(),
              Issuer.title(context.getRealm()),
              context.getUser().getUsername()),
          QR_PIXELS,
          QR_PIXELS);
    } catch (WriterException | IOException e) {
      // Without the cause: its message may quote the key.
      throw new IllegalStateException("the QR code of " + pending + " cannot be drawn");
    }
  }
}

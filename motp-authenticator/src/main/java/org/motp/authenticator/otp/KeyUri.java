package org.motp.authenticator.otp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.keycloak.models.utils.Base32;

/**
 * The addresses by which a QR code brings a key into an authenticator app.
 *
 * <p>The format is Google's <a
 * href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key URI</a>: the key in
 * base32 without padding, the issuer both in the label and as a parameter. What every app assumes
 * anyway is left out, because a QR code with less in it is easier to scan: SHA1, 6 digits and 30
 * seconds. The result contains the key and must not be logged.
 */
public final class KeyUri {

  private static final int DEFAULT_DIGITS = 6;
  private static final int DEFAULT_PERIOD_SECONDS = 30;

  private KeyUri() {}

  /**
   * The address of a time-based token.
   *
   * @param issuer who issues the token, as the app shows it; may be blank
   * @param account the user's name, as the app shows it
   */
  public static String of(Totp totp, byte[] key, String issuer, String account) {
    StringBuilder uri = start("totp", key, totp.algorithm(), totp.digits(), issuer, account);
    if (totp.periodSeconds() != DEFAULT_PERIOD_SECONDS) {
      uri.append("&period=").append(totp.periodSeconds());
    }
    return uri.toString();
  }

  /**
   * The address of a counter-based token.
   *
   * @param counter the counter of the first code, an unsigned 64-bit number
   * @param issuer who issues the token, as the app shows it; may be blank
   * @param account the user's name, as the app shows it
   */
  public static String of(Hotp hotp, byte[] key, long counter, String issuer, String account) {
    return start("hotp", key, hotp.algorithm(), hotp.digits(), issuer, account)
        .append("&counter=")
        .append(Long.toUnsignedString(counter))
        .toString();
  }

  /**
   * The address of a Mobile-OTP token, in the one form that both Aegis (which reads the label from
   * the path) and Stratum (for which the secret comes last) understand.
   *
   * @param secret the initial secret, hexadecimal digits as text
   * @param issuer who issues the token, as the app shows it; may be blank
   * @param account the user's name, as the app shows it
   */
  public static String ofMobileOtp(String secret, String issuer, String account) {
    // Stratum wants the colon even where there is no issuer.
    return "motp:///"
        + encode(issuer)
        + ':'
        + encode(account)
        + "?secret="
        + encode(secret.toLowerCase(Locale.ROOT));
  }

  private static StringBuilder start(
      String type, byte[] key, HashAlgorithm algorithm, int digits, String issuer, String account) {
    StringBuilder uri = new StringBuilder("otpauth://").append(type).append('/');
    if (!issuer.isBlank()) {
      uri.append(encode(issuer)).append(':');
    }
    uri.append(encode(account)).append("?secret=").append(Base32.encode(key));
    if (!issuer.isBlank()) {
      uri.append("&issuer=").append(encode(issuer));
    }
    if (algorithm != HashAlgorithm.SHA1) {
      uri.append("&algorithm=").append(algorithm);
    }
    if (digits != DEFAULT_DIGITS) {
      uri.append("&digits=").append(digits);
    }
    return uri;
  }

  /** Percent-encodes, and replaces colons, which would end the issuer too early. */
  private static String encode(String text) {
    String withoutColons = text.strip().replace(':', ' ');
    return URLEncoder.encode(withoutColons, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package org.motp.authenticator.app;

import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.motp.authenticator.crypto.P256;

/**
 * The header with which the app signs a request: {@code Authorization: MOTP
 * {serial}.{time}.{signature}}. Immutable.
 *
 * @param serial which token's phone says that it is
 * @param time when it signed by its own clock, in seconds since the epoch
 * @param signature r‖s
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RequestSignature(String serial, long time, byte[] signature) {
  private static final Pattern HEADER =
      Pattern.compile("MOTP ([0-9A-F]{8})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{86})");
  private static final long TOLERANCE_SECONDS = 120;

  /**
   * A request as it came.
   *
   * @param issuer whose server it was sent to
   * @param method such as GET
   * @param path behind the app's base address, such as {@code /api/token}
   * @param body empty for a request that has none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String issuer, String method, String path, byte[] body) {}

  /** Reads a header; empty when it is missing or malformed. */
  static Optional<RequestSignature> parse(String header) {
    Matcher matcher = HEADER.matcher(header == null ? "" : header);
    return matcher.matches()
        ? Optional.of(
            new RequestSignature(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Base64.getUrlDecoder().decode(matcher.group(3))))
        : Optional.empty();
  }

  /** Whether the phone's clock is near enough to ours, in seconds since the epoch. */
  boolean isRecent(long now) {
    return Math.abs(now - time) <= TOLERANCE_SECONDS;
  }

  /** Whether the owner of this key has signed exactly this request. */
  boolean isOf(ECPublicKey key, Request request) {
    byte[] signed =
        new Fields("motp-app-request-1")
            .add(request.issuer())
            .add(serial)
            .add(request.method())
            .add(request.path())
            .add(time)
            .add(Sha256.of(request.body()))
            .encoded();
    return P256.verify(key, signed, signature);
  }
}

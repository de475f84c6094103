package org.motp.radius.keycloak;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.minidev.json.JSONObject;

/** Says what an answer of the token endpoint other than 200 means. */
final class AnswerReader {

  /**
   * By 502 and 504 a proxy says that it does not know whether Keycloak has worked on the request.
   */
  private static final Map<Integer, Boolean> UNAVAILABLE_UNTOUCHED =
      Map.of(404, true, 429, true, 502, false, 503, true, 504, false);

  private static final Set<String> OUR_FAULT = Set.of("invalid_client", "unauthorized_client");
  private static final Pattern MFA_TOKEN = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private AnswerReader() {}

  /**
   * Reads an answer.
   *
   * @param status the HTTP status, not 200
   */
  static GrantAnswer read(int status, String body) {
    JSONObject json = parse(body);
    String error = errorCode(json);
    if (OUR_FAULT.contains(error)) {
      return new GrantAnswer.Unavailable(
          error + ": Keycloak refuses keycloak.client-id or keycloak.client-secret", true);
    }
    Boolean untouched = UNAVAILABLE_UNTOUCHED.get(status);
    if (untouched != null) {
      return new GrantAnswer.Unavailable("HTTP " + status, untouched);
    }
    if (status >= 300 && status < 400) {
      return new GrantAnswer.Unavailable(
          "HTTP " + status + ": a redirect, which is never followed; is keycloak.url right?", true);
    }
    Optional<String> message = text(json, "message");
    GrantAnswer refused = new GrantAnswer.Refused(error.isEmpty() ? "HTTP " + status : error);
    if (status != 400) {
      return refused;
    }
    return switch (error) {
      case "mfa_required" ->
          mfaToken(json)
              .<GrantAnswer>map(token -> new GrantAnswer.CodeWanted(token, message))
              .orElse(new GrantAnswer.Refused("mfa_required without a usable mfa_token"));
      case "authorization_pending" ->
          mfaToken(json)
              .<GrantAnswer>map(
                  token ->
                      new GrantAnswer.Pending(
                          token, interval(json), Boolean.TRUE.equals(json.get("prompt")), message))
              .orElse(new GrantAnswer.Refused("authorization_pending without a usable mfa_token"));
      case "enrollment_required", "account_setup_required" ->
          new GrantAnswer.SetupWanted(error, message);
      default -> refused;
    };
  }

  private static JSONObject parse(String body) {
    try {
      return JSONObjectUtils.parse(body);
    } catch (ParseException e) {
      return new JSONObject();
    }
  }

  private static String errorCode(JSONObject json) {
    return text(json, "error").filter(code -> ERROR_CODE.matcher(code).matches()).orElse("");
  }

  private static Optional<String> mfaToken(JSONObject json) {
    return text(json, "mfa_token").filter(token -> MFA_TOKEN.matcher(token).matches());
  }

  private static Duration interval(JSONObject json) {
    return json.get("interval") instanceof Number seconds && seconds.doubleValue() > 0
        ? Duration.ofMillis(Math.round(Math.min(seconds.doubleValue(), 60) * 1000))
        : DEFAULT_INTERVAL;
  }

  private static Optional<String> text(JSONObject json, String name) {
    return json.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }
}

package org.motp.radius.keycloak;

import com.nimbusds.oauth2.sdk.GrantType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of the password grant in its two legs; Nimbus' own insists on a password in both. */
final class DirectGrant {

  private DirectGrant() {}

  /** The parameters, in a map that may be added to. */
  static Map<String, List<String>> parameters(GrantRequest request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", List.of(GrantType.PASSWORD.getValue()));
    parameters.put("username", List.of(request.username()));
    if (request.proof() instanceof GrantRequest.Password password) {
      parameters.put("password", List.of(password.password()));
    } else if (request.proof() instanceof GrantRequest.PasswordAndCode both) {
      parameters.put("password", List.of(both.password()));
      parameters.put("otp", List.of(both.otp()));
    } else if (request.proof() instanceof GrantRequest.CodeAlone alone) {
      parameters.put("otp", List.of(alone.otp()));
    } else if (request.proof() instanceof GrantRequest.Code code) {
      parameters.put("mfa_token", List.of(code.mfaToken()));
      parameters.put("otp", List.of(code.otp()));
    } else if (request.proof() instanceof GrantRequest.Waiting waiting) {
      parameters.put("mfa_token", List.of(waiting.mfaToken()));
    }
    request.clientIp().ifPresent(address -> parameters.put("motp_client_ip", List.of(address)));
    parameters.put("motp_nas", List.of(request.nas()));
    parameters.put("motp_locale", List.of(request.locale().toLanguageTag()));
    parameters.put("motp_request_id", List.of(request.id()));
    return parameters;
  }
}

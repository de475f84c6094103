package org.motp.radius.check;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.motp.radius.http.HttpCall;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.keycloak.TokenRequests;

/**
 * Does Keycloak know the bridge, and does it ask for a code? Logs in as a user that does not exist,
 * and answers a question that was never asked: both must be refused, and how they are refused tells
 * which flow it was.
 */
final class FlowCheck {

  private static final String USER = "motp-check-";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final KeycloakSettings settings;
  private final HttpDoor http;
  private final TokenRequests requests;
  private final Duration rejectDelay;
  private final Consumer<Finding> findings;
  private final String random;

  /**
   * Makes the check.
   *
   * @param rejectDelay what a Reject takes at least
   */
  FlowCheck(
      KeycloakSettings settings,
      HttpDoor http,
      Duration rejectDelay,
      SecureRandom random,
      Consumer<Finding> findings) {
    this.settings = settings;
    this.http = http;
    this.requests = new TokenRequests(settings, InstantSource.system());
    this.rejectDelay = rejectDelay;
    this.findings = findings;
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    this.random = HexFormat.of().formatHex(bytes);
  }

  void run(URI url) throws IOException, InterruptedException {
    HttpResponse<String> firstLeg =
        http.send(requests.of(grant(new GrantRequest.Password("no-password-" + random)), url));
    if (!known(firstLeg)) {
      findings.accept(
          Finding.wrong(
              "a FortiGate would see nothing: the bridge is silent when Keycloak refuses it",
              "do what is said above"));
      return;
    }
    findings.accept(refused(firstLeg));
    secondLeg(url);
    everybodysFlow(url);
  }

  private GrantRequest grant(GrantRequest.Proof proof) {
    return new GrantRequest(
        USER + random,
        proof,
        Optional.empty(),
        "motp-radius-bridge check",
        Locale.ENGLISH,
        "check-" + random);
  }

  private boolean known(HttpResponse<String> response) {
    String error = text(response, "error");
    String description = text(response, "error_description");
    String client = "the client " + settings.clientId();
    if (description.contains("direct access grants")) {
      findings.accept(
          Finding.wrong(
              client + " may not ask for direct grants",
              "in Keycloak: Clients, "
                  + settings.clientId()
                  + ", Settings, Direct access grants: on"));
      return false;
    }
    if (error.equals("invalid_client") || error.equals("unauthorized_client")) {
      findings.accept(
          Finding.wrong(
              "Keycloak does not accept "
                  + client
                  + " by "
                  + settings.authentication()
                  + " ("
                  + error
                  + ": "
                  + description
                  + ")",
              "compare keycloak.client-id, and the secret, key or certificate, with Clients, "
                  + settings.clientId()
                  + ", Credentials; the client must be enabled and Client authentication on"));
      return false;
    }
    if (response.statusCode() != 400 && response.statusCode() != 401) {
      if (response.statusCode() != 200) {
        findings.accept(
            Finding.wrong(
                "Keycloak answers a login with HTTP " + response.statusCode(),
                "look into Keycloak's log at this minute"));
        return false;
      }
      findings.accept(
          Finding.wrong(
              "a user that does not exist was let in",
              "the realm's direct grant flow checks nothing: bind the flow with MOTP"));
      return true;
    }
    findings.accept(Finding.good(client + " is accepted by " + settings.authentication()));
    return true;
  }

  private Finding refused(HttpResponse<String> response) {
    return response.statusCode() == 200
        ? Finding.wrong("a FortiGate would see Access-Accept for everybody", "do not use it so")
        : Finding.good(
            "a user that does not exist is refused: a FortiGate sees Access-Reject after "
                + rejectDelay.toMillis()
                + " ms, and its Test Connectivity says that this is good");
  }

  /** Keycloak's own flow misses the user's name first; ours the question that was never asked. */
  private void secondLeg(URI url) throws IOException, InterruptedException {
    HttpCall call = requests.of(grant(new GrantRequest.Code("check-" + random, "000000")), url);
    String nameless = call.body().replaceAll("(^|&)username=[^&]*", "");
    HttpResponse<String> response = http.post(call.uri(), call.headers(), nameless);
    if (!ours(response)) {
      findings.accept(
          Finding.wrong(
              "the realm does not ask "
                  + settings.clientId()
                  + " for a code: its direct grant flow is not the one with MOTP",
              "in Keycloak: Authentication, direct grant with MOTP, Action, Bind flow, Direct grant"
                  + " flow; and no other flow under Clients, "
                  + settings.clientId()
                  + ", Advanced, Authentication flow overrides"));
      return;
    }
    findings.accept(
        Finding.good("the flow asks for a code: answers without a question are refused"));
    boolean trusted =
        response
            .headers()
            .firstValue("Motp-Request-Id")
            .filter(("check-" + random)::equals)
            .isPresent();
    findings.accept(
        trusted
            ? Finding.good("Keycloak believes the bridge where a login comes from")
            : Finding.wrong(
                "Keycloak does not believe the bridge where a login comes from: all users seem to"
                    + " come from the bridge's address, and texts are not in the client's language",
                "kcadm.sh update clients/<id of "
                    + settings.clientId()
                    + "> -r "
                    + settings.realm()
                    + " -s 'attributes.\"motp.trusted-origin\"=true'"));
  }

  /** What any public client gets: every realm has admin-cli. */
  private void everybodysFlow(URI url) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.post(
            settings.tokenEndpoint(url),
            Map.of("Content-Type", FORM),
            "grant_type=password&client_id=admin-cli&mfa_token=check-" + random + "&otp=000000");
    String error = text(response, "error");
    if (error.equals("unauthorized_client") || error.equals("invalid_client")) {
      findings.accept(Finding.good("the public client admin-cli may not ask for direct grants"));
    } else if (ours(response)) {
      findings.accept(
          Finding.doubtful(
              "the public client admin-cli may ask for direct grants; it is asked for a code, too",
              "in Keycloak: Clients, admin-cli, Settings, Direct access grants: off"));
    } else {
      findings.accept(
          Finding.wrong(
              "the public client admin-cli gets a token for the password alone",
              "bind the flow with MOTP to the realm, not to one client, and switch off Direct"
                  + " access grants of admin-cli"));
    }
  }

  private static boolean ours(HttpResponse<String> response) {
    return text(response, "error").equals("invalid_grant");
  }

  private static String text(HttpResponse<String> response, String name) {
    try {
      return JSONObjectUtils.parse(response.body()).get(name) instanceof String text ? text : "";
    } catch (ParseException e) {
      return "";
    }
  }
}

package org.motp.radius.check;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.motp.radius.keycloak.KeycloakSettings;

/** Is the realm there, does it call itself as we expect, and is its clock ours? */
final class RealmCheck {

  private static final Duration NOTICEABLE = Duration.ofSeconds(5);

  /** Tokens and assertions are good for a minute. */
  private static final Duration TOO_MUCH = Duration.ofSeconds(30);

  private final KeycloakSettings settings;
  private final HttpDoor http;
  private final Consumer<Finding> findings;

  RealmCheck(KeycloakSettings settings, HttpDoor http, Consumer<Finding> findings) {
    this.settings = settings;
    this.http = http;
    this.findings = findings;
  }

  /**
   * Whether it makes sense to ask more there.
   *
   * @param now by the clock of this machine
   */
  boolean run(URI url, Instant now) throws InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.get(settings.discoveryEndpoint(url));
    } catch (IOException e) {
      findings.accept(
          Finding.wrong(
              url + " breaks the connection (" + e.getMessage() + ")",
              "look into Keycloak's log, or the proxy's in between"));
      return false;
    }
    Optional<String> issuer = issuer(response);
    if (issuer.isEmpty()) {
      findings.accept(noRealm(url, response.statusCode()));
      return false;
    }
    findings.accept(Finding.good("the realm " + settings.realm() + " is there"));
    findings.accept(named(issuer.get()));
    response.headers().firstValue("Date").ifPresent(date -> clock(date, now));
    return true;
  }

  private Finding noRealm(URI url, int status) {
    if (status == 404) {
      return Finding.wrong(
          "there is no realm " + settings.realm() + " at " + url + " (HTTP 404)",
          "correct keycloak.realm (case matters), or keycloak.url (does Keycloak have a path, such"
              + " as /auth?)");
    }
    if (status >= 300 && status < 400) {
      return Finding.wrong(
          url + " redirects (HTTP " + status + "), which the bridge never follows",
          "set keycloak.url to where it leads");
    }
    return Finding.wrong(
        url + " answers HTTP " + status + " and not as a realm of Keycloak does",
        status >= 500
            ? "Keycloak is starting or broken: look into its log"
            : "correct keycloak.url: this is something else");
  }

  private static Optional<String> issuer(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      return Optional.empty();
    }
    try {
      Map<String, Object> json = JSONObjectUtils.parse(response.body());
      return json.get("issuer") instanceof String issuer ? Optional.of(issuer) : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private Finding named(String issuer) {
    return settings.issuers().contains(issuer)
        ? Finding.good("its tokens are issued by " + issuer)
        : Finding.wrong(
            "its tokens are issued by "
                + issuer
                + ", and the bridge believes only "
                + String.join(", ", settings.issuers()),
            "set keycloak.issuer: " + issuer + ", or correct Keycloak's option hostname");
  }

  private void clock(String date, Instant now) {
    try {
      Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      Duration apart = Duration.between(theirs, now).abs();
      String what =
          "the clocks of Keycloak and of this machine are " + apart.toSeconds() + " s apart";
      if (apart.compareTo(NOTICEABLE) <= 0) {
        findings.accept(Finding.good(what));
      } else {
        String advice = "let both machines take the time from the same NTP server";
        findings.accept(
            apart.compareTo(TOO_MUCH) > 0
                ? Finding.wrong(what, advice + ": tokens are good for a minute")
                : Finding.doubtful(what, advice));
      }
    } catch (DateTimeParseException e) {
      findings.accept(Finding.doubtful("Keycloak says no time", "compare the clocks yourself"));
    }
  }
}

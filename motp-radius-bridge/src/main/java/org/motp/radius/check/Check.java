package org.motp.radius.check;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.tls.PemFiles;

/** Looks at everything that a login needs, one thing after the other. */
public final class Check {

  private static final Duration SOON = Duration.ofDays(30);

  private final BridgeConfig config;
  private final InstantSource clock;
  private final Consumer<Finding> report;

  /**
   * Makes the check of a configuration without mistakes.
   *
   * @param report is told each finding as soon as there is one
   */
  public Check(BridgeConfig config, InstantSource clock, Consumer<Finding> report) {
    this.config = config;
    this.clock = clock;
    this.report = report;
  }

  /** Looks. Takes some seconds, more where something does not answer. */
  public void run() throws InterruptedException {
    ownCertificate(config.keycloak());
    List<KeycloakSettings> realms = new ArrayList<>();
    realms.add(config.keycloak());
    realms.addAll(config.policy().realms().values());
    for (KeycloakSettings realm : realms) {
      for (URI url : realm.urls()) {
        one(realm, url);
      }
    }
  }

  private void ownCertificate(KeycloakSettings settings) {
    settings
        .tls()
        .certificateFile()
        .ifPresent(
            file -> {
              try {
                X509Certificate own = PemFiles.certificates(file).get(0);
                Instant end = own.getNotAfter().toInstant();
                String what = "the bridge's own certificate is good until " + end;
                if (end.isAfter(clock.instant().plus(SOON))) {
                  report.accept(Finding.good(what));
                } else if (end.isAfter(clock.instant())) {
                  report.accept(
                      Finding.doubtful(what, "replace " + file + "; it is read again by itself"));
                } else {
                  report.accept(
                      Finding.wrong(
                          "the bridge's own certificate ended at " + end, "replace " + file));
                }
              } catch (IOException e) {
                report.accept(
                    Finding.wrong(
                        file + ": " + e.getMessage(), "correct keycloak.certificate-file"));
              }
            });
  }

  private void one(KeycloakSettings settings, URI url) throws InterruptedException {
    try {
      if (!new ConnectionCheck(settings, clock.instant(), report).run(url)) {
        return;
      }
      HttpDoor http = new HttpDoor(settings);
      if (new RealmCheck(settings, http, report).run(url, clock.instant())) {
        new FlowCheck(settings, http, config.times().rejectDelay(), new SecureRandom(), report)
            .run(url);
      }
    } catch (IOException e) {
      report.accept(
          Finding.wrong(
              url + " breaks the connection (" + e.getMessage() + ")",
              "look into Keycloak's log, or the proxy's in between"));
    }
  }
}

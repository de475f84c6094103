package org.motp.radius.check;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.keycloak.KeycloakSettings;
import org.motp.radius.tls.PemFiles;

/** Looks at everything that a login needs, one thing after the other. */
public final class Check {

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
    config
        .eap()
        .ifPresent(eap -> new EapCheck(clock.instant(), report).run(eap.identity().chain()));
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
                report.accept(
                    Validity.of(
                        "the bridge's own certificate",
                        PemFiles.certificates(file).get(0),
                        clock.instant(),
                        "replace " + file + "; it is read again by itself"));
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

package org.motp.radius.observe;

import java.time.Duration;
import java.util.stream.Collectors;
import org.motp.radius.keycloak.GrantAnswer;
import org.motp.radius.keycloak.KeycloakListener;
import org.motp.radius.keycloak.KeycloakSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Keycloak is gone and once that it is back. Safe for use by several threads. */
public final class KeycloakLog implements KeycloakListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.keycloak");

  private final String url;
  private final String realm;

  public KeycloakLog(KeycloakSettings settings) {
    this.url = settings.urls().stream().map(String::valueOf).collect(Collectors.joining(" "));
    this.realm = settings.realm();
  }

  @Override
  public void lost(String reason) {
    LOG.atError()
        .addKeyValue("url", url)
        .addKeyValue("realm", realm)
        .addKeyValue("reason", reason)
        .log("Keycloak cannot be asked: silent until it can, so that the NAS asks its next server");
  }

  @Override
  public void back() {
    LOG.atInfo().addKeyValue("url", url).addKeyValue("realm", realm).log("Keycloak answers again");
  }

  @Override
  public void distrusted(String reason) {
    LOG.atError()
        .addKeyValue("url", url)
        .addKeyValue("realm", realm)
        .addKeyValue("reason", reason)
        .log(
            "Keycloak's tokens are not believed: nobody is let in until they are; check"
                + " keycloak.issuer, keycloak.client-id and the clocks");
  }

  @Override
  public void trusted() {
    LOG.atInfo()
        .addKeyValue("url", url)
        .addKeyValue("realm", realm)
        .log("Keycloak's tokens are believed again");
  }

  /** The log of requests says it. */
  @Override
  public void asked(GrantAnswer answer, Duration took) {}

  /** Every opening is a loss, which is said. */
  @Override
  public void breaker(boolean open) {}
}

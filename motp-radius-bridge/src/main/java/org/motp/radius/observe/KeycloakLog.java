package org.motp.radius.observe;

import java.net.URI;
import org.motp.radius.keycloak.AvailabilityListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Keycloak is gone and once that it is back. Safe for use by several threads. */
public final class KeycloakLog implements AvailabilityListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.keycloak");

  private final URI url;

  public KeycloakLog(URI url) {
    this.url = url;
  }

  @Override
  public void lost(String reason) {
    LOG.atError()
        .addKeyValue("url", url)
        .addKeyValue("reason", reason)
        .log("Keycloak cannot be asked: silent until it can, so that the NAS asks its next server");
  }

  @Override
  public void back() {
    LOG.atInfo().addKeyValue("url", url).log("Keycloak answers again");
  }

  @Override
  public void distrusted(String reason) {
    LOG.atError()
        .addKeyValue("url", url)
        .addKeyValue("reason", reason)
        .log(
            "Keycloak's tokens are not believed: nobody is let in until they are; check"
                + " keycloak.issuer, keycloak.client-id and the clocks");
  }

  @Override
  public void trusted() {
    LOG.atInfo().addKeyValue("url", url).log("Keycloak's tokens are believed again");
  }
}

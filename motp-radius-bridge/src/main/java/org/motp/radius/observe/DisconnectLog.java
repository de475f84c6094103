package org.motp.radius.observe;

import org.motp.radius.disconnect.DisconnectListener;
import org.motp.radius.disconnect.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes of Disconnect-Requests. Safe for use by several threads. */
public final class DisconnectLog implements DisconnectListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.disconnect");

  @Override
  public void finished(Outcome outcome, String reason) {
    LoggingEventBuilder event =
        LOG.atLevel(outcome.result() == Outcome.Result.ACK ? Level.INFO : Level.WARN)
            .addKeyValue("client", outcome.session().client())
            .addKeyValue("user", outcome.session().user())
            .addKeyValue("session", outcome.session().id())
            .addKeyValue("reason", reason)
            .addKeyValue("outcome", outcome.result())
            .addKeyValue("error-cause", outcome.errorCause().orElse("none"));
    event.log(
        switch (outcome.result()) {
          case ACK -> "disconnected";
          case NAK -> "the NAS refuses to disconnect";
          case SILENCE ->
              "the NAS does not answer a Disconnect-Request; on the FortiGate: set radius-coa"
                  + " enable, and the secret must be the same";
          case UNKNOWN_NAS -> "cannot disconnect: no client has the NAS's address any more";
        });
  }

  @Override
  public void feedLost(String realm, String why) {
    LOG.atWarn()
        .addKeyValue("realm", realm)
        .addKeyValue("reason", why)
        .log(
            "Keycloak does not say who is signed out: connections of users who are disabled go on"
                + " until it does");
  }

  @Override
  public void feedBack(String realm) {
    LOG.atInfo().addKeyValue("realm", realm).log("Keycloak says again who is signed out");
  }

  @Override
  public void feedPutBack(String realm) {
    LOG.atWarn()
        .addKeyValue("realm", realm)
        .log(
            "Keycloak's database seems to have been restored from a backup: the sign-outs of the"
                + " last hour are read anew; users who were disabled after the backup was made"
                + " have to be disabled again");
  }
}

package org.motp.radius.observe;

import java.util.List;
import java.util.OptionalLong;
import org.motp.radius.eap.EapListener;
import org.motp.radius.eap.EapRefusal;
import org.motp.radius.eap.ServerIdentity;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once a minute for each client and reason why EAP conversations end and what to change. Safe
 * for use by several threads.
 */
public final class EapLog implements EapListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.eap");

  private final RepeatedEvents repeated;

  public EapLog(Timing timing) {
    this.repeated = new RepeatedEvents(timing);
  }

  @Override
  public void refused(Request request, EapRefusal why, String detail) {
    OptionalLong count = repeated.count(List.of(why, request.nas().name()));
    if (count.isPresent()) {
      LOG.atWarn()
          .addKeyValue("id", request.id())
          .addKeyValue("client", request.nas().name())
          .addKeyValue("source", request.source().getAddress().getHostAddress())
          .addKeyValue("detail", detail)
          .addKeyValue("count", count.getAsLong())
          .log("rejected: {}", why.explanation());
    }
  }

  @Override
  public void endsSoon(ServerIdentity identity) {
    LOG.atWarn()
        .addKeyValue("certificate", identity.subject())
        .addKeyValue("until", identity.notAfter())
        .log("the certificate of eap.certificate-file ends soon, and with it all logins by EAP");
  }
}

package org.motp.radius.observe;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import org.motp.radius.radsec.RadSecListener;
import org.motp.radius.time.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes of TLS connections. Safe for use by several threads. */
public final class RadSecLog implements RadSecListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.radsec");

  private final RepeatedEvents repeated;

  public RadSecLog(Timing timing) {
    this.repeated = new RepeatedEvents(timing);
  }

  @Override
  public void refused(Refusal why, InetSocketAddress address, String detail) {
    String source = address.getAddress().getHostAddress();
    OptionalLong count = repeated.count(List.of(why, source));
    if (count.isPresent()) {
      LOG.atWarn()
          .addKeyValue("source", source)
          .addKeyValue("detail", detail)
          .addKeyValue("count", count.getAsLong())
          .log("refused a TLS connection: {}", why.explanation());
    }
  }

  @Override
  public void opened(String client, InetSocketAddress address, String protocol, String subject) {
    LOG.atInfo()
        .addKeyValue("client", client)
        .addKeyValue("source", address.getAddress().getHostAddress())
        .addKeyValue("protocol", protocol)
        .addKeyValue("certificate", subject)
        .log("a TLS connection was opened");
  }

  @Override
  public void closed(String client, InetSocketAddress address, End why) {
    boolean usual = why == End.BY_PEER || why == End.IDLE;
    LOG.atLevel(usual ? Level.INFO : Level.WARN)
        .addKeyValue("client", client)
        .addKeyValue("source", address.getAddress().getHostAddress())
        .log("a TLS connection was closed: {}", why.explanation());
  }
}

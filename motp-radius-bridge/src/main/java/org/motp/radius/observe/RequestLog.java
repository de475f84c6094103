package org.motp.radius.observe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.motp.radius.eap.EapServer;
import org.motp.radius.login.AuthenticationMethod;
import org.motp.radius.login.LoginListener;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.IntakeListener;
import org.motp.radius.wire.Nas;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes the log of requests: one line for each that was worked on, and one a minute for each
 * source whose datagrams are dropped. Safe for use by several threads.
 */
public final class RequestLog implements IntakeListener, LoginListener {

  private static final Logger LOG = LoggerFactory.getLogger("org.motp.radius.requests");

  private final RepeatedEvents repeated;

  public RequestLog(Timing timing) {
    this.repeated = new RepeatedEvents(timing);
  }

  @Override
  public void dropped(Drop why, InetSocketAddress source, Optional<Nas> nas, String detail) {
    String address = source.getAddress().getHostAddress();
    OptionalLong count = repeated.count(List.of(why, address));
    if (count.isEmpty()) {
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", address);
    nas.ifPresent(known -> fields.put("client", known.name()));
    if (!detail.isEmpty()) {
      fields.put("detail", detail);
    }
    fields.put("count", count.getAsLong());
    with(LOG.atWarn(), fields).log("dropped a datagram: {}", why.explanation());
  }

  @Override
  public void finished(
      Request request, Answer answer, Duration took, int duplicates, boolean sent) {
    Map<String, Object> fields = new LinkedHashMap<>(answer.details());
    boolean late = answer instanceof Answer.Reply && !sent;
    fields.put("outcome", Outcome.of(answer) + (late ? " (too late)" : ""));
    fields.put("reason", answer.reason());
    fields.put("ms", took.toMillis());
    fields.put("duplicates", duplicates);
    if (request.packet().code() == PacketCode.ACCOUNTING_REQUEST) {
      boolean often = answer.reason().equals("interim");
      with(of(often ? LOG.atDebug() : LOG.atInfo(), request), fields).log("accounting");
    } else {
      boolean round = answer.details().containsKey(EapServer.ROUND);
      with(of(round ? LOG.atDebug() : LOG.atInfo(), request), fields).log("request");
    }
  }

  @Override
  public void failed(Request request, Throwable cause) {
    of(LOG.atError(), request).setCause(cause).log("a defect of the bridge; nothing is answered");
  }

  @Override
  public void wrongMethod(Request request, AuthenticationMethod method) {
    OptionalLong count = repeated.count(List.of(method, request.nas().name()));
    if (count.isPresent()) {
      of(LOG.atWarn(), request)
          .addKeyValue("method", method)
          .addKeyValue("count", count.getAsLong())
          .log(
              "rejected: only PAP can be checked; on the FortiGate: set auth-type pap in config"
                  + " user radius");
    }
  }

  @Override
  public void unreadablePassword(Request request) {
    OptionalLong count = repeated.count(List.of("password", request.nas().name()));
    if (count.isPresent()) {
      of(LOG.atWarn(), request)
          .addKeyValue("count", count.getAsLong())
          .log(
              "rejected: the password is no {}; on the FortiGate: set password-encoding auto"
                  + " (or clients[].password-encoding here)",
              request.nas().passwordCharset());
    }
  }

  private static LoggingEventBuilder of(LoggingEventBuilder event, Request request) {
    return event
        .addKeyValue("id", request.id())
        .addKeyValue("client", request.nas().name())
        .addKeyValue("source", request.source().getAddress().getHostAddress());
  }

  private static LoggingEventBuilder with(LoggingEventBuilder event, Map<String, Object> fields) {
    LoggingEventBuilder filled = event;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      filled = filled.addKeyValue(field.getKey(), field.getValue());
    }
    return filled;
  }
}

package org.motp.radius.accounting;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.motp.radius.wire.Answer;
import org.motp.radius.wire.PacketCode;
import org.motp.radius.wire.Request;
import org.motp.radius.wire.RequestHandler;

/**
 * Takes Accounting-Requests into the table of sessions, and acknowledges what it has taken (RFC
 * 2866 §4.1): a NAS sends again what was not acknowledged.
 */
public final class Accounting implements RequestHandler {

  private final Sessions sessions;
  private final UnaryOperator<String> userNames;
  private final InstantSource clock;

  /**
   * Makes the handler.
   *
   * @param userNames brings a User-Name to the form that Keycloak gets
   */
  public Accounting(Sessions sessions, UnaryOperator<String> userNames, InstantSource clock) {
    this.sessions = sessions;
    this.userNames = userNames;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Answer> handle(Request request) {
    return CompletableFuture.completedFuture(take(new AccountingReport(request, userNames)));
  }

  private Answer take(AccountingReport report) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("nas", report.gateway().nas());
    Optional<AccountingReport.Kind> kind = report.kind();
    if (kind.isEmpty()) {
      return acknowledged("of no concern", details);
    }
    switch (kind.get()) {
      case ON, OFF -> {
        details.put("sessions", String.valueOf(sessions.endAll(report.gateway())));
        return acknowledged(kind.get().text(), details);
      }
      case START, STOP, INTERIM -> {
        Optional<Session> session = report.session(clock.instant());
        if (session.isEmpty()) {
          return new Answer.Silence(false, "no Acct-Session-Id or no User-Name", details);
        }
        return acknowledged(kind.get(), session.get(), details);
      }
    }
    throw new AssertionError(kind);
  }

  private Answer acknowledged(
      AccountingReport.Kind kind, Session session, Map<String, String> details) {
    details.put("user", session.user());
    details.put("session", session.id());
    session.address().ifPresent(address -> details.put("address", address));
    session.callingStation().ifPresent(from -> details.put("user-ip", from));
    if (kind == AccountingReport.Kind.STOP) {
      sessions.ended(session);
    } else if (!sessions.goesOn(session)) {
      return acknowledged(kind.text() + " after the end", details);
    }
    return acknowledged(kind.text(), details);
  }

  private static Answer acknowledged(String reason, Map<String, String> details) {
    return new Answer.Reply(PacketCode.ACCOUNTING_RESPONSE, List.of(), false, reason, details);
  }
}

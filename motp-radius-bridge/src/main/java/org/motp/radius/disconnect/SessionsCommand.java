package org.motp.radius.disconnect;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.motp.radius.accounting.Session;
import org.motp.radius.accounting.Sessions;
import org.motp.radius.management.AdminCommand;

/** {@code sessions}: who is connected now, one a line. */
public final class SessionsCommand implements AdminCommand {

  private static final String FORM = "%-20s  %-15s  %-15s  %-15s  %-20s  %-20s  %12s  %12s%n";

  private final Sessions sessions;

  public SessionsCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public String run(List<String> arguments) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            FORM, "USER", "ADDRESS", "FROM", "NAS", "SINCE", "HEARD OF", "BYTES IN", "BYTES OUT"));
    for (Session session : sessions.all()) {
      table.append(
          String.format(
              FORM,
              printable(session.user()),
              session.address().orElse("-"),
              printable(session.callingStation().orElse("-")),
              printable(session.nas()),
              session.since().truncatedTo(ChronoUnit.SECONDS),
              session.updated().truncatedTo(ChronoUnit.SECONDS),
              session.bytesIn(),
              session.bytesOut()));
    }
    return table.toString();
  }

  /** What a NAS sends must not write on the administrator's terminal as it likes. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}

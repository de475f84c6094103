package org.motp.radius.disconnect;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.motp.radius.management.AdminCommand;

/** {@code disconnect USER}: ends all connections of a user. */
public final class DisconnectCommand implements AdminCommand {

  private final Disconnects disconnects;
  private final UnaryOperator<String> userNames;

  /**
   * Makes it.
   *
   * @param userNames brings a name to the form that Keycloak gets
   */
  public DisconnectCommand(Disconnects disconnects, UnaryOperator<String> userNames) {
    this.disconnects = disconnects;
    this.userNames = userNames;
  }

  @Override
  public String run(List<String> arguments) throws InterruptedException {
    if (arguments.size() != 1 || arguments.get(0).isBlank()) {
      throw new IllegalArgumentException("exactly one user name is needed");
    }
    String user = userNames.apply(arguments.get(0));
    try {
      List<Outcome> outcomes = disconnects.user(user, "administrator").toCompletableFuture().get();
      return outcomes.isEmpty()
          ? user + ": no connection is known\n"
          : outcomes.stream().map(DisconnectCommand::line).collect(Collectors.joining());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a defect of the bridge", e.getCause());
    }
  }

  private static String line(Outcome outcome) {
    String where =
        outcome.session().user()
            + " at "
            + outcome.session().client()
            + " ("
            + outcome.session().address().orElse("no address")
            + "): ";
    return where
        + switch (outcome.result()) {
          case ACK -> "disconnected";
          case NAK -> "refused by the NAS: " + outcome.errorCause().orElse("no Error-Cause");
          case SILENCE -> "no answer from the NAS";
          case UNKNOWN_NAS -> "no client has the NAS's address any more";
        }
        + "\n";
  }
}

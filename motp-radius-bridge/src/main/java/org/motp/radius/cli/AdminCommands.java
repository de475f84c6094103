package org.motp.radius.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.management.AdminClient;
import org.motp.radius.policy.Dictionaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is told to the bridge that runs on this machine. */
final class AdminCommands {

  private AdminCommands() {}

  private abstract static class Told implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ConfigOption config;

    final int tell(String command, List<String> arguments) throws InterruptedException {
      try {
        BridgeConfig.Management management =
            config.read(Dictionaries.load(), System.getenv()).management();
        Optional<InetSocketAddress> address = management.listen();
        Optional<Path> token = management.tokenFile();
        if (address.isEmpty() || token.isEmpty()) {
          return fail("management.listen and management.token-file must be set for this");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(new AdminClient(address.get(), token.get()).run(command, arguments));
        out.flush();
        return Main.OK;
      } catch (ConfigException e) {
        return fail(e.getMessage());
      } catch (IOException e) {
        return fail("the bridge cannot be told: " + e);
      }
    }

    private int fail(String why) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(why);
      err.flush();
      return Main.UNUSABLE;
    }
  }

  /** Prints who is connected. */
  @Command(
      name = "sessions",
      mixinStandardHelpOptions = true,
      description = "Prints who is connected now, as the NASes account for it.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {"0:printed", "2:the bridge on this machine cannot be asked"})
  static final class Sessions extends Told {
    @Override
    public Integer call() throws InterruptedException {
      return tell("sessions", List.of());
    }
  }

  /** Ends a user's connections. */
  @Command(
      name = "disconnect",
      mixinStandardHelpOptions = true,
      description = "Asks the NASes to end all connections of a user.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:the NASes were asked; what they said is printed",
        "2:the bridge on this machine cannot be asked"
      })
  static final class Disconnect extends Told {

    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user;

    @Override
    public Integer call() throws InterruptedException {
      return tell("disconnect", List.of(user));
    }
  }
}

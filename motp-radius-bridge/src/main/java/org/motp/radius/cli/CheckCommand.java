package org.motp.radius.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.policy.Dictionaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the configuration and says what is wrong with it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks the configuration file and names every mistake in it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:no mistake", "2:mistakes, printed one a line"})
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      BridgeConfig read = config.read(Dictionaries.load(), System.getenv());
      out.println(config.file() + ": no mistake");
      out.println("  listens on   " + read.listen());
      out.println("  Keycloak     " + read.keycloak());
      read.clients()
          .forEach(
              entry -> out.println("  client       " + entry.nas().name() + " " + entry.network()));
      return Main.OK;
    } catch (ConfigException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(e.getMessage());
      err.flush();
      return Main.UNUSABLE;
    }
  }
}

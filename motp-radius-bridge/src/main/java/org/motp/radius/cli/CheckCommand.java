package org.motp.radius.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.motp.radius.check.Check;
import org.motp.radius.check.Finding;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.policy.Dictionaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with the configuration, and with what it leads to. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the configuration and names every mistake in it; then reaches Keycloak as the bridge"
          + " would, logs in as a user that does not exist, and says what a FortiGate would see."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is good, or only doubtful (!)",
      "1:something is wrong (✗) at Keycloak or on the way to it",
      "2:the configuration has mistakes, printed one a line"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Option(names = "--offline", description = "Only read the configuration, and ask nobody.")
  private boolean offline;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    BridgeConfig read;
    try {
      read = config.read(Dictionaries.load(), System.getenv());
    } catch (ConfigException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.mistakes().forEach(mistake -> err.println("✗ " + mistake));
      err.flush();
      return Main.UNUSABLE;
    }
    out.println("✓ " + config.file() + ": no mistake");
    out.println("  listens on   " + read.listen());
    out.println("  Keycloak     " + read.keycloak());
    read.clients()
        .forEach(
            entry -> out.println("  client       " + entry.nas().name() + " " + entry.network()));
    return offline ? Main.OK : ask(read, out);
  }

  private static int ask(BridgeConfig config, PrintWriter out) throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    new Check(
            config,
            InstantSource.system(),
            finding -> {
              if (finding.level() == Finding.Level.WRONG) {
                wrong.incrementAndGet();
              }
              out.println(finding);
              out.flush();
            })
        .run();
    return wrong.get() == 0 ? Main.OK : Main.WRONG;
  }
}

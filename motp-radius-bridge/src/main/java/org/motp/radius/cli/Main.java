package org.motp.radius.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.motp.radius.observe.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code motp-radius-bridge}. */
@Command(
    name = "motp-radius-bridge",
    description = "RADIUS server that asks Keycloak for password and code.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      LoginCommand.class,
      AdminCommands.Sessions.class,
      AdminCommands.Disconnect.class
    },
    synopsisSubcommandLabel = "serve|check|login|sessions|disconnect")
public final class Main {

  /** Nothing is wrong. */
  static final int OK = 0;

  /** Something that the bridge needs is wrong. */
  static final int WRONG = 1;

  /** The command line, the configuration or the machine does not allow it. */
  static final int UNUSABLE = 2;

  /** The bridge itself is wrong. */
  static final int DEFECT = 70;

  private Main() {}

  public static void main(String[] arguments) {
    // From Java 22 on the default console pretends that there is always a terminal.
    System.setProperty("jdk.console", "java.base");
    LogSetup.quiet();
    System.exit(
        commandLine()
            .setOut(
                new PrintWriter(
                    new FileOutputStream(FileDescriptor.out), true, charset("stdout.encoding")))
            .setErr(
                new PrintWriter(
                    new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding")))
            .execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.getCommandSpec().exitCodeOnExecutionException(DEFECT);
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().exitCodeOnExecutionException(DEFECT));
    return line;
  }

  /**
   * The terminal's, if Chinese can be written in it; else UTF-8, as most terminals without LANG
   * have.
   */
  private static Charset charset(String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return charset.canEncode() && charset.newEncoder().canEncode('碼')
        ? charset
        : StandardCharsets.UTF_8;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"motp-radius-bridge " + (version == null ? "(not packaged)" : version)};
    }
  }
}

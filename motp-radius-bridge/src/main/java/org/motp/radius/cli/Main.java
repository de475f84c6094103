package org.motp.radius.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code motp-radius-bridge}. */
@Command(
    name = "motp-radius-bridge",
    description = "RADIUS server that asks Keycloak for password and code.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {ServeCommand.class, CheckCommand.class, LoginCommand.class},
    synopsisSubcommandLabel = "serve|check|login")
public final class Main {

  /** Nothing is wrong. */
  static final int OK = 0;

  /** The command line, the configuration or the machine does not allow it. */
  static final int UNUSABLE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    // Java keeps idle connections for longer than Keycloak and proxies do; one that was closed on
    // the
    // other side would cost a user the login.
    System.setProperty("jdk.httpclient.keepalive.timeout", "20");
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
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

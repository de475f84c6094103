package org.motp.radius.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Logs in like a VPN client. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Logs in like a VPN client.")
final class LoginCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return Main.UNUSABLE;
  }
}

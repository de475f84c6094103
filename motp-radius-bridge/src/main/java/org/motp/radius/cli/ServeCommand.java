package org.motp.radius.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.motp.radius.Bridge;
import org.motp.radius.config.BridgeConfig;
import org.motp.radius.config.ConfigException;
import org.motp.radius.observe.LogSetup;
import org.motp.radius.policy.Dictionaries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the bridge until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Answers RADIUS requests until SIGTERM or Ctrl-C.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"2:the configuration has mistakes, or an address cannot be listened on"})
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Override
  public Integer call() throws InterruptedException {
    // Until there is something to read again the signal must not end the process.
    Hangup.on(() -> {});
    BridgeConfig read;
    try {
      read = config.read(Dictionaries.load(), System.getenv());
    } catch (ConfigException e) {
      return unusable(e.getMessage());
    }
    LogSetup.apply(read.log());
    Bridge bridge;
    try {
      bridge = Bridge.start(read);
    } catch (IOException e) {
      return unusable(e.getMessage());
    }
    Reloading reloading =
        Reloading.start(
            bridge, config.file(), read, () -> config.read(Dictionaries.load(), System.getenv()));
    LOG.info("asks as {}", read.keycloak());
    LOG.info(
        "ready, listening on {}",
        bridge.addresses().stream().map(ServeCommand::text).collect(Collectors.joining(", ")));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  reloading.close();
                  bridge.close();
                  LOG.info("stopped");
                  stopped.countDown();
                },
                "motp-stop"));
    stopped.await();
    return Main.OK;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private int unusable(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(why);
    err.flush();
    return Main.UNUSABLE;
  }
}

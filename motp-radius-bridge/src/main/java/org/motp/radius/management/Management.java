package org.motp.radius.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the door for those who run the bridge open where the configuration says. Logins do not
 * depend on it: where it cannot be opened the log says so, and the bridge goes on. Safe for use by
 * several threads.
 */
public final class Management implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Management.class);

  private final Supplier<Health> health;
  private final Supplier<String> metrics;
  private final Map<String, AdminCommand> commands = new ConcurrentHashMap<>();
  private Optional<InetSocketAddress> configured = Optional.empty();
  private Optional<Path> tokenFile = Optional.empty();
  private Optional<ManagementServer> server = Optional.empty();

  /**
   * Makes one that is closed.
   *
   * @param metrics in Prometheus' text format
   */
  public Management(Supplier<Health> health, Supplier<String> metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  /** Makes a command known. */
  public void command(String name, AdminCommand command) {
    commands.put(name, command);
  }

  /**
   * Opens the door, moves it or closes it, if that is a change.
   *
   * @param address empty for no door
   * @param token where the word for commands is written; empty for no commands
   */
  public synchronized void change(Optional<InetSocketAddress> address, Optional<Path> token) {
    boolean same = address.equals(configured) && token.equals(tokenFile);
    if (same && server.isPresent() == address.isPresent()) {
      return;
    }
    close();
    configured = address;
    tokenFile = token;
    server = address.flatMap(this::open);
  }

  private Optional<ManagementServer> open(InetSocketAddress address) {
    try {
      ManagementServer opened =
          ManagementServer.open(address, tokenFile, health, metrics, commands);
      LOG.info("health and metrics at {}", opened.address());
      return Optional.of(opened);
    } catch (IOException e) {
      LOG.warn("no health, metrics and commands: {}; see management.listen", e.getMessage());
      return Optional.empty();
    }
  }

  /** Where the door is; empty if there is none. */
  public synchronized Optional<InetSocketAddress> address() {
    return server.map(ManagementServer::address);
  }

  @Override
  public synchronized void close() {
    server.ifPresent(ManagementServer::close);
    server = Optional.empty();
  }
}

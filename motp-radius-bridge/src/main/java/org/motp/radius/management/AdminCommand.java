package org.motp.radius.management;

import java.util.List;

/** A command from an administrator on the same machine. Safe for use by several threads. */
@FunctionalInterface
public interface AdminCommand {

  /**
   * Does it. May block for a few seconds.
   *
   * @return what the administrator reads
   * @throws IllegalArgumentException if the arguments are not good; the message says what would be
   * @throws InterruptedException if the bridge ends meanwhile
   */
  String run(List<String> arguments) throws InterruptedException;
}

package org.motp.radius.cli;

import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, by which administrators and systemd say "read your configuration again". Java
 * has no supported way to take signals; the one that there is may be missing, and is asked for by
 * name because the compiler warns of it without end.
 */
final class Hangup {

  private Hangup() {}

  /**
   * Runs a task at each SIGHUP, which ends the process otherwise.
   *
   * @return false where there is no such signal, as on Windows
   */
  static boolean on(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  task.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}

package org.motp.radius.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the person at the terminal; without a terminal, reads lines of standard input. */
interface Dialogue {

  /** Shows a prompt and reads a line; empty at the end of the input. */
  Optional<String> ask(String prompt) throws IOException;

  /** The same without showing what is typed. */
  Optional<String> askSecretly(String prompt) throws IOException;

  /** The one that fits the way in which the process was started. */
  @SuppressWarnings(
      "SystemConsoleNull") // Main chooses the console that is null without a terminal.
  static Dialogue here(PrintWriter out) {
    Console console = System.console();
    return console == null ? new Lines(out) : new Terminal(console);
  }

  /** A person. */
  record Terminal(Console console) implements Dialogue {

    @Override
    public Optional<String> ask(String prompt) {
      return Optional.ofNullable(console.readLine("%s", prompt));
    }

    @Override
    public Optional<String> askSecretly(String prompt) {
      return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
    }
  }

  /** A script. */
  final class Lines implements Dialogue {

    private final PrintWriter out;
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public Optional<String> ask(String prompt) throws IOException {
      out.println(prompt);
      return Optional.ofNullable(in.readLine());
    }

    @Override
    public Optional<String> askSecretly(String prompt) throws IOException {
      return ask(prompt);
    }
  }
}

package org.motp.radius.config;

import java.util.List;

/**
 * A configuration that cannot be used. Its message names every mistake, one a line, and no secret.
 */
public final class ConfigException extends Exception {

  private final transient List<String> mistakes;

  ConfigException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}

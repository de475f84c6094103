package org.motp.radius.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A configuration that cannot be used. Its message names every mistake, one a line, and no secret.
 */
public final class ConfigException extends Exception {

  private final transient List<String> mistakes;
  private final transient Set<Path> files;

  ConfigException(List<String> mistakes, Set<Path> files) {
    super(String.join(System.lineSeparator(), mistakes));
    this.mistakes = List.copyOf(mistakes);
    this.files = Set.copyOf(files);
  }

  /** The files that were named, whether they could be read or not. */
  public Set<Path> files() {
    return files;
  }

  public List<String> mistakes() {
    return mistakes;
  }
}

package org.motp.authenticator.helpdesk.seed;

/**
 * A whole file cannot be read. The message is for the administrator who sent it and contains
 * nothing of the file but numbers of lines and names of algorithms.
 */
public final class SeedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  SeedFileException(String message) {
    super(message);
  }
}

package org.motp.authenticator.helpdesk.seed;

/** One row cannot be used; the others can. The message is for an administrator, without the key. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRowException(String reason) {
    super(reason);
  }
}

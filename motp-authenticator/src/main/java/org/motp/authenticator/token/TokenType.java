package org.motp.authenticator.token;

/** What a token is to its owner (裝置類型). */
public enum TokenType {
  /** An app on a phone; its key was made by this server. */
  SOFTWARE,
  /** A device from the inventory; its key was imported. */
  HARDWARE
}

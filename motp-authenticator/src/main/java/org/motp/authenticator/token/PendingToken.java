package org.motp.authenticator.token;

/**
 * A token that waits for its first code, with the key that its user is shown.
 *
 * @param key the secret; only ever on the registration page
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PendingToken(Token token, byte[] key) {
  @Override
  public String toString() {
    return "PendingToken[" + token.serial() + "]";
  }
}

package org.motp.authenticator.token;

/**
 * Under which conditions a token is bound.
 *
 * @param label the user's name for the device, or null
 * @param validitySeconds how long the token is valid, or 0 for no end
 * @param byRelease whether the helpdesk's release is used up by it
 */
public record Binding(String label, long validitySeconds, boolean byRelease) {

  /** When a token that is bound at this time ends to be valid, or null; seconds since the epoch. */
  Long expiresFrom(long now) {
    return validitySeconds == 0 ? null : now + validitySeconds;
  }
}

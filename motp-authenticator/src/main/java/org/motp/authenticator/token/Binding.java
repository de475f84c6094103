package org.motp.authenticator.token;

/**
 * Under which conditions a token is bound.
 *
 * @param label the user's name for the device, or null
 * @param validitySeconds how long the token is valid, or 0 for no end
 * @param byRelease whether the helpdesk's release is used up by it
 */
public record Binding(String label, long validitySeconds, boolean byRelease) {}

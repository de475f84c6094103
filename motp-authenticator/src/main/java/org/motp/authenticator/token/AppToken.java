package org.motp.authenticator.token;

/**
 * A token of our own app as it stood in the database when it was read; holds nothing secret.
 * Immutable. Times are seconds since the epoch.
 *
 * @param token what it has in common with all tokens
 * @param serverKey the server's ephemeral public key, in base64url
 * @param claimed when a phone claimed it, or null
 * @param claimedAgain when another phone tried to, or null
 * @param ecdhKey the phone's public key of the agreement, in base64url, or null
 * @param ecdsaKey the phone's public key for signatures, in base64url, or null
 * @param device what the phone calls itself, or null
 * @param lastSeen when the phone last asked, or null
 * @param pushEndpoint where push messages for it go, or null
 */
public record AppToken(
    Token token,
    String serverKey,
    Long claimed,
    Long claimedAgain,
    String ecdhKey,
    String ecdsaKey,
    String device,
    Long lastSeen,
    String pushEndpoint) {

  static AppToken of(AppEntity app, Token token) {
    return new AppToken(
        token,
        app.serverKey,
        app.claimed,
        app.claimedAgain,
        app.ecdhKey,
        app.ecdsaKey,
        app.device,
        app.lastSeen,
        app.pushEndpoint);
  }
}

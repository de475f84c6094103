package org.motp.authenticator.token;

/**
 * A question to a phone: is this login yours? Holds nothing secret; the number that the user has to
 * type on the phone is only where the login shows it. Immutable.
 *
 * @param id random
 * @param tokenId whose phone is asked
 * @param login what the phone says about the login
 * @param asked in seconds since the epoch
 * @param expires until when it may be answered, and the login come for the answer, in seconds since
 *     the epoch
 */
public record Question(
    String id, String userId, String tokenId, LoginDescription login, long asked, long expires) {}

package org.motp.authenticator.helpdesk;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.motp.authenticator.token.Token;
import org.motp.authenticator.token.TokenState;
import org.motp.authenticator.token.TokenType;

/**
 * A token in the JSON that administrators get; times are seconds since the epoch, and what does not
 * apply is left out.
 *
 * @param algorithm such as {@code TOTP-SHA1-6-30}
 * @param state as stored; locked and expired follow from the times
 * @param username whose it is, if anybody's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedToken(
    String serial,
    TokenType type,
    String algorithm,
    TokenState state,
    String userId,
    String username,
    Long expires,
    Long lockedUntil,
    Long lastUsed) {

  static ListedToken of(Token token, String username) {
    return new ListedToken(
        token.serial(),
        token.type(),
        token.algorithm().toString(),
        token.state(),
        token.userId(),
        username,
        token.expires(),
        token.lockedUntil(),
        token.lastUsed());
  }
}

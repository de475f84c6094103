package org.motp.authenticator.token;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.provider.Provider;

/**
 * The table of tokens. Each change is one UPDATE of named columns with the expected state in its
 * WHERE, in a transaction of its own that has committed when the method returns: neither an
 * exception later in the request nor another node can take it back. Belongs to one Keycloak session
 * and, like it, to one thread. Times are seconds since the epoch.
 */
public interface TokenStore extends Provider {

  /** All tokens of a user in every state but revoked, oldest first. */
  List<Token> tokensOf(String realmId, String userId);

  /** The token with this serial, in whatever state. */
  Optional<Token> find(String realmId, String serial);

  /**
   * The key of a token, decrypted: for making codes and for showing it once, while it is INITIAL.
   */
  byte[] keyOf(Token token);

  /** The tokens that are being registered. */
  PendingTokens pendingTokens();

  /** The tokens of our own app that are being registered, for the page. */
  AppRegistrations appRegistrations();

  /** The same, for the phones that claim them. */
  AppClaims appClaims();

  /** What the helpdesk has released. */
  Releases releases();

  /** The hardware tokens and how they get their users. */
  Inventory inventory();

  /** What tokens of our own app have besides. */
  AppTokens appTokens();

  /** Where push messages to phones go. */
  PushSubscriptions pushSubscriptions();

  /** The questions to phones, for the logins that ask. */
  Questions questions();

  /** The same, for the phones that answer. */
  QuestionAnswers questionAnswers();

  /** What a realm makes once and keeps. */
  RealmSecrets realmSecrets();

  /** All tokens, for the helpdesk. */
  TokenList list();

  /**
   * Accepts a code: the one update that decides every success. Sets the failures of the user's
   * other tokens that are not locked to 0.
   *
   * @param step TOTP step or HOTP counter of the code, unsigned
   * @return false when the token is not usable, or a code of this step or a later one was accepted
   *     before: then the code must be refused
   */
  boolean accept(Token token, BigInteger step, int drift, long now);

  /** Counts a wrong code. */
  Failure fail(Token token, String wrongCode, long now);

  /**
   * Moves a token to where two consecutive codes say that its device is. The only change that may
   * lower the last step: a device that was reset counts from the beginning.
   *
   * @param step of the second code
   * @return false when the token is not usable
   */
  boolean resynchronise(Token token, BigInteger step, int drift, long now);

  /**
   * Stops a token that its user reported lost.
   *
   * @return false when it was neither active nor disabled
   */
  boolean reportLost(Token token, long now);

  /**
   * Unbinds a token from its user for good: software becomes REVOKED, hardware free again unless it
   * was lost.
   */
  void unbind(Token token, long now);

  /**
   * Whether the token has not been used from this address before, of which it remembers the last
   * sixteen; remembers it.
   *
   * @param address any text, kept only as a keyed hash
   */
  boolean firstUseFrom(String realmId, String serial, String address);

  /**
   * The tokens whose users are to be told now that the validity ends in 30, 7 or 1 days, with that
   * number. Each is returned once, on one node.
   */
  Map<Token, Integer> claimReminders(long now);

  /** Disables a realm's active tokens that were last used, or else bound, before this time. */
  int disableUnusedSince(String realmId, long since, long now);

  /** What became of a wrong code. */
  enum Failure {
    /** One more failure. */
    COUNTED,
    /** The same wrong code as a moment ago; counts once. */
    REPEATED,
    /** The token is locked or not active: nothing is counted. */
    UNUSABLE
  }
}

package org.motp.authenticator.token;

/**
 * The verdict on a code, and the token that made it if it was accepted.
 *
 * @param verdict what the code is worth
 * @param token the token whose code was accepted, else null
 */
public record CodeResult(Verdict verdict, Token token) {

  static CodeResult accepted(Token token) {
    return new CodeResult(Verdict.ACCEPTED, token);
  }

  static CodeResult of(Verdict verdict) {
    return new CodeResult(verdict, null);
  }

  /** For a user who may not try a code now. */
  public static CodeResult unusable() {
    return of(Verdict.UNUSABLE);
  }

  /** Whether the code was right and is used up now. */
  public boolean accepted() {
    return verdict == Verdict.ACCEPTED;
  }
}

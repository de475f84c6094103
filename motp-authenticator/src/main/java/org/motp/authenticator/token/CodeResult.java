package org.motp.authenticator.token;

import java.util.List;

/**
 * The verdict on a code, and what it did.
 *
 * @param verdict what the code is worth
 * @param token the token whose code was accepted, else null
 * @param locked serials of the tokens that this wrong code has locked or disabled
 */
public record CodeResult(Verdict verdict, Token token, List<String> locked) {

  static CodeResult accepted(Token token) {
    return new CodeResult(Verdict.ACCEPTED, token, List.of());
  }

  static CodeResult wrong(List<String> locked) {
    return new CodeResult(Verdict.WRONG, null, List.copyOf(locked));
  }

  static CodeResult of(Verdict verdict) {
    return new CodeResult(verdict, null, List.of());
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

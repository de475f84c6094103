package org.motp.radius.login;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.motp.radius.keycloak.GrantRequest;
import org.motp.radius.keycloak.GrantRequest.Proof;

/**
 * How the users of a NAS log in.
 *
 * @param appended how a code is found behind a password, for {@link LoginMode#APPEND}
 * @param prompt what everybody is asked, for {@link LoginMode#ALWAYS_CHALLENGE}; the empty string
 *     for the text that comes with the bridge
 */
public record LoginStyle(LoginMode mode, AppendedCode appended, String prompt) {

  private static final int SHORTEST_CODE = 4;

  public static final LoginStyle DEFAULT =
      new LoginStyle(LoginMode.CHALLENGE, AppendedCode.DEFAULT, "");

  /**
   * What a field shows; empty if it is no password, nor anything else that could be asked about.
   */
  Optional<Proof> proof(String field) {
    return switch (mode) {
      case CHALLENGE, ALWAYS_CHALLENGE -> Optional.of(new GrantRequest.Password(field));
      case OTP_ONLY -> Optional.of(new GrantRequest.CodeAlone(field.strip()));
      case APPEND -> {
        Optional<AppendedCode.Parts> parts = appended.split(field);
        if (parts.isEmpty()) {
          yield Optional.of(new GrantRequest.Password(field));
        }
        // Without a password it would be a login by the code alone.
        yield parts
            .filter(both -> !both.password().isEmpty())
            .map(both -> new GrantRequest.PasswordAndCode(both.password(), both.code()));
      }
    };
  }

  /**
   * What the answer to a challenge shows. Under {@link LoginMode#ALWAYS_CHALLENGE} nobody can be
   * shown the number that a phone asks for: what is too short for a code, and elsewhere asks the
   * phone, is no answer there.
   */
  Proof answer(String mfaToken, String field) {
    boolean code =
        mode != LoginMode.ALWAYS_CHALLENGE
            || Normalizer.normalize(field, Normalizer.Form.NFKC).strip().length() >= SHORTEST_CODE;
    return new GrantRequest.Code(mfaToken, code ? field.strip() : "");
  }

  /** What everybody is asked. */
  String prompt(Locale locale) {
    return prompt.isEmpty() ? Prompts.code(locale) : prompt;
  }

  /**
   * The same where the NAS has not seen the password, so that the code alone is never enough:
   * password and code in one field, or the password and then the code.
   *
   * @param promptable whether the user can be asked for the code
   */
  LoginStyle inTunnel(boolean promptable) {
    return promptable && mode == LoginMode.ALWAYS_CHALLENGE ? this : in(LoginMode.APPEND);
  }

  /** The same in another mode. */
  public LoginStyle in(LoginMode other) {
    return new LoginStyle(other, appended, prompt);
  }
}

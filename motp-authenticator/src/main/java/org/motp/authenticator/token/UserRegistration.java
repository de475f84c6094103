package org.motp.authenticator.token;

import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.otp.TypedCode;

/**
 * How one user gets further tokens: started, proven and bound. Whoever calls this has asked whether
 * the user may. Belongs to one Keycloak session and its thread.
 */
public final class UserRegistration {
  private static final int CONFIRMATION_DIGITS = 6;

  private final TokenStore store;
  private final RealmModel realm;
  private final UserModel user;

  public UserRegistration(KeycloakSession session, RealmModel realm, UserModel user) {
    this.store = session.getProvider(TokenStore.class);
    this.realm = realm;
    this.user = user;
  }

  /** The token that this login is registering; made when there is none. */
  public PendingToken start(String login) {
    Token pending = store.pendingTokens().start(realm.getId(), user.getId(), login, now());
    return new PendingToken(pending, store.keyOf(pending));
  }

  /**
   * Proves the token that this login is registering with one of its codes and binds it.
   *
   * @param input what the user typed, or null
   * @param binding under which conditions it is bound
   * @return the token that is bound now, or empty when the code is wrong or the registration too
   *     old
   */
  public Optional<Token> finish(String login, String input, Binding binding) {
    long now = now();
    Optional<Token> proven =
        store
            .pendingTokens()
            .find(realm.getId(), user.getId(), login, now)
            .filter(
                pending ->
                    CodeMatch.form(pending.algorithm(), input)
                        .flatMap(code -> CodeMatch.find(pending, store.keyOf(pending), code, now))
                        .filter(
                            proof -> store.pendingTokens().activate(pending, proof, binding, now))
                        .isPresent());
    proven.ifPresent(token -> bind(token, binding.label(), now));
    return proven;
  }

  /**
   * The token of our app that this login is registering; made when there is none.
   *
   * @param fresh the secrets of a new one
   */
  public AppToken startApp(String login, Supplier<AppSecrets> fresh) {
    return store.appRegistrations().start(realm.getId(), user.getId(), login, fresh, now());
  }

  /** The token of our app that this login is registering, if there is one. */
  public Optional<AppToken> pendingApp(String login) {
    return store.appRegistrations().find(realm.getId(), user.getId(), login, now());
  }

  /** The server's private key of a registration; empty once a phone has claimed it. */
  public Optional<byte[]> privateKey(AppToken app) {
    return store.appRegistrations().privateKey(app);
  }

  /** Forgets the token of our app that this login is registering. */
  public void discardApp(String login) {
    pendingApp(login).ifPresent(store.appRegistrations()::discard);
  }

  /**
   * Binds a token of our app by the six digits that the phone shows. What has not the form of them
   * is wrong and not counted.
   *
   * @param input what the user typed, or null
   * @param beforeBinding makes room for the token that is ACTIVE now
   */
  public AppRegistrations.Confirmation confirmApp(
      AppToken app, String input, Binding binding, Runnable beforeBinding) {
    Optional<TypedCode> digits = TypedCode.decimal(input, CONFIRMATION_DIGITS);
    if (digits.isEmpty()) {
      return AppRegistrations.Confirmation.WRONG;
    }
    long now = now();
    AppRegistrations.Confirmation confirmation =
        store.appRegistrations().confirm(app, digits.get().value(), binding, now);
    if (confirmation == AppRegistrations.Confirmation.RIGHT) {
      beforeBinding.run();
      bind(app.token(), binding.label(), now);
    }
    return confirmation;
  }

  /**
   * Binds a hardware token of the inventory by two consecutive codes of it.
   *
   * @param binding under which conditions; how long it is valid, its manufacturer has said
   * @return the token that is bound now, or empty without a reason: neither which serials there are
   *     nor whose they are is anybody's business
   */
  public Optional<Token> bindHardware(HardwareClaim claim, Binding binding) {
    long now = now();
    Optional<Token> bound =
        store.inventory().bind(realm.getId(), user.getId(), claim, binding.byRelease(), now);
    bound.ifPresent(token -> bind(token, binding.label(), now));
    return bound;
  }

  private void bind(Token token, String label, long now) {
    // Keycloak refuses two credentials with one name, and the token is active already.
    boolean taken =
        label == null
            || TokenCredentialModel.of(user)
                .anyMatch(other -> label.equalsIgnoreCase(other.getUserLabel()));
    String unique = !taken ? label : label == null ? token.serial() : label + " " + token.serial();
    user.credentialManager()
        .createStoredCredential(TokenCredentialModel.create(token.serial(), unique, now));
  }

  private static long now() {
    return Time.currentTimeSeconds();
  }
}

package org.motp.authenticator.token;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.motp.authenticator.otp.TypedCode;

/**
 * One user's tokens: the only door to them for browser, direct grant and account pages. A token is
 * the user's as long as the credential that names its serial is there, however that went. Belongs
 * to one Keycloak session and its thread.
 */
public final class UserTokens {
  /** A binding writes the token first and its credential when the request commits. */
  private static final int BINDING_SECONDS = 120;

  private final TokenStore store;
  private final RealmModel realm;
  private final UserModel user;

  public UserTokens(KeycloakSession session, RealmModel realm, UserModel user) {
    this.store = session.getProvider(TokenStore.class);
    this.realm = realm;
    this.user = user;
  }

  /** Whose tokens these are. */
  public UserModel user() {
    return user;
  }

  /** Whether a credential binds any token, in whatever state, to this user. */
  public boolean anyBound() {
    return boundSerials().findAny().isPresent();
  }

  /**
   * Whether the next token would be the user's first: none is bound in any state, and none is being
   * bound by another request at this moment.
   */
  public boolean none() {
    return !anyBound()
        && store.tokensOf(realm.getId(), user.getId()).stream()
            .allMatch(token -> token.state() == TokenState.INITIAL || !mayBeBeingBound(token));
  }

  /**
   * What a phone is told about its token. One that another request binds at this moment is INITIAL
   * until that request commits.
   */
  public String shownState(Token token) {
    boolean being = token.state() == TokenState.ACTIVE && mayBeBeingBound(token);
    return token.state() == TokenState.INITIAL
        ? TokenState.INITIAL.text()
        : find(token.serial())
            .map(bound -> bound.shownState(now()))
            .orElse((being ? TokenState.INITIAL : TokenState.REVOKED).text());
  }

  private static boolean mayBeBeingBound(Token token) {
    return token.changed() > now() - BINDING_SECONDS;
  }

  /** The bound tokens in every state, oldest first. Unbinds those whose credential has gone. */
  public List<Token> bound() {
    Set<String> serials = boundSerials().collect(Collectors.toSet());
    Map<Boolean, List<Token>> byBinding =
        store.tokensOf(realm.getId(), user.getId()).stream()
            .filter(token -> token.state() != TokenState.INITIAL)
            .collect(Collectors.partitioningBy(token -> serials.contains(token.serial())));
    byBinding.get(false).stream()
        .filter(token -> !mayBeBeingBound(token))
        .forEach(token -> store.unbind(token, now()));
    return byBinding.get(true);
  }

  /** Those of the bound tokens that are our own app's, oldest first. */
  public List<AppToken> apps() {
    return store.appTokens().among(bound());
  }

  /** The tokens that are active and still valid, locked or not, oldest first. */
  public List<Token> active() {
    long now = now();
    return bound().stream()
        .filter(token -> token.state() == TokenState.ACTIVE && !token.expiredAt(now))
        .toList();
  }

  /** Whether a code of any token could be accepted now. */
  public boolean anyUsable() {
    long now = now();
    return bound().stream().anyMatch(token -> token.usableAt(now));
  }

  /**
   * Tries a code on each usable token. A right one is used up when this returns, whatever becomes
   * of the request; a wrong one is counted once on each token that it was compared with.
   *
   * @param input what the user typed, or null
   */
  public CodeResult verify(String input) {
    long now = now();
    List<Token> usable = bound().stream().filter(token -> token.usableAt(now)).toList();
    if (usable.isEmpty()) {
      return CodeResult.of(Verdict.UNUSABLE);
    }
    Map<Token, TypedCode> codes = new LinkedHashMap<>();
    for (Token token : usable) {
      CodeMatch.form(token.algorithm(), input).ifPresent(code -> codes.put(token, code));
    }
    if (codes.isEmpty()) {
      return CodeResult.of(Verdict.MALFORMED);
    }
    Optional<Token> accepted =
        codes.entrySet().stream()
            .filter(entry -> accepted(entry.getKey(), entry.getValue(), now))
            .map(Map.Entry::getKey)
            .findFirst();
    return accepted.map(CodeResult::accepted).orElseGet(() -> count(codes, now));
  }

  private boolean accepted(Token token, TypedCode code, long now) {
    return CodeMatch.find(token, store.keyOf(token), code, now)
        .filter(match -> store.accept(token, match.step(), match.drift(), now))
        .isPresent();
  }

  /**
   * Finds a token that is far from where it is expected by two consecutive codes of it. Both are
   * used up then: whoever knows them has the device, as by {@link #verify}.
   *
   * @param first what the user typed, or null
   * @param second the code that the device showed next, or null
   */
  public CodeResult resynchronise(String first, String second) {
    long now = now();
    List<Token> usable = bound().stream().filter(token -> token.usableAt(now)).toList();
    if (usable.isEmpty()) {
      return CodeResult.of(Verdict.UNUSABLE);
    }
    Map<Token, TypedCode> seconds = new LinkedHashMap<>();
    for (Token token : usable) {
      Optional<TypedCode> code = CodeMatch.form(token.algorithm(), first);
      Optional<TypedCode> next = CodeMatch.form(token.algorithm(), second);
      if (code.isPresent() && next.isPresent()) {
        seconds.put(token, next.get());
        Optional<CodeMatch> match =
            CodeMatch.findConsecutive(token, store.keyOf(token), code.get(), next.get(), now);
        if (match.isPresent()
            && store.resynchronise(token, match.get().step(), match.get().drift(), now)) {
          return CodeResult.accepted(find(token.serial()).orElse(token));
        }
      }
    }
    return seconds.isEmpty() ? CodeResult.of(Verdict.MALFORMED) : count(seconds, now);
  }

  /** One of the bound tokens. */
  public Optional<Token> find(String serial) {
    return bound().stream().filter(token -> token.serial().equals(serial)).findFirst();
  }

  /**
   * Stops a token that was reported lost; the password is enough for this, and it opens nothing.
   *
   * @return whether there was such a token to stop
   */
  public boolean reportLost(String serial) {
    return find(serial).filter(token -> store.reportLost(token, now())).isPresent();
  }

  /**
   * Unbinds a token for good. Whoever calls this has asked for a code first.
   *
   * @return whether there was such a token
   */
  public boolean remove(String serial) {
    Optional<Token> token = find(serial);
    token.ifPresent(
        bound -> {
          store.unbind(bound, now());
          credentials()
              .filter(credential -> credential.serial().equals(serial))
              .toList()
              .forEach(
                  credential ->
                      user.credentialManager().removeStoredCredentialById(credential.getId()));
        });
    return token.isPresent();
  }

  private CodeResult count(Map<Token, TypedCode> codes, long now) {
    Set<TokenStore.Failure> failures =
        codes.entrySet().stream()
            .map(entry -> store.fail(entry.getKey(), entry.getValue().value(), now))
            .collect(Collectors.toSet());
    if (failures.contains(TokenStore.Failure.COUNTED)) {
      Set<String> counted = codes.keySet().stream().map(Token::id).collect(Collectors.toSet());
      return CodeResult.wrong(
          bound().stream()
              .filter(token -> counted.contains(token.id()) && !token.usableAt(now))
              .map(Token::serial)
              .toList());
    }
    return CodeResult.of(
        failures.contains(TokenStore.Failure.REPEATED) ? Verdict.REPEATED : Verdict.UNUSABLE);
  }

  /** Whether the helpdesk has released one registration, for which no code is asked. */
  public boolean released() {
    return store.releases().open(realm.getId(), user.getId(), now());
  }

  /** When a token was last bound, in seconds since the epoch; empty if none is bound. */
  public Optional<Long> lastBound() {
    return credentials()
        .map(credential -> credential.getCreatedDate() / 1000)
        .max(Comparator.naturalOrder());
  }

  private Stream<String> boundSerials() {
    return credentials().map(TokenCredentialModel::serial);
  }

  private Stream<TokenCredentialModel> credentials() {
    return TokenCredentialModel.of(user);
  }

  private static long now() {
    return Time.currentTimeSeconds();
  }
}

package org.motp.authenticator.token;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialMetadata;
import org.keycloak.credential.CredentialMetadata.LocalizedMessage;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Shows tokens in the account console and the admin console like any other credential. It verifies
 * nothing: {@link UserTokens} does.
 */
public final class TokenCredentialProvider implements CredentialProvider<TokenCredentialModel> {
  private final KeycloakSession session;

  TokenCredentialProvider(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public String getType() {
    return TokenCredentialModel.TYPE;
  }

  @Override
  public CredentialModel createCredential(
      RealmModel realm, UserModel user, TokenCredentialModel credential) {
    return user.credentialManager().createStoredCredential(credential);
  }

  @Override
  public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
    return user.credentialManager().removeStoredCredentialById(credentialId);
  }

  @Override
  public TokenCredentialModel getCredentialFromModel(CredentialModel stored) {
    return TokenCredentialModel.from(stored);
  }

  /**
   * Not removable: the console would delete with the password alone, without asking for a code. The
   * console takes one action only: whoever has a token is led to 狀況排除, all others to registration.
   */
  @Override
  public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
    boolean has =
        context.getUser() != null
            && context
                .getUser()
                .credentialManager()
                .getStoredCredentialsByTypeStream(TokenCredentialModel.TYPE)
                .findAny()
                .isPresent();
    return CredentialTypeMetadata.builder()
        .type(TokenCredentialModel.TYPE)
        .category(CredentialTypeMetadata.Category.TWO_FACTOR)
        .displayName("motp-display-name")
        .helpText("motp-help-text")
        .iconCssClass("kcAuthenticatorOTPClass")
        .createAction(has ? null : "motp-register")
        .updateAction(has ? "motp-troubleshoot" : null)
        .removeable(false)
        .build(session);
  }

  @Override
  public CredentialMetadata getCredentialMetadata(
      TokenCredentialModel credential, CredentialTypeMetadata typeMetadata) {
    CredentialMetadata metadata = new CredentialMetadata();
    metadata.setCredentialModel(credential);
    token(credential).ifPresent(token -> describe(token, metadata));
    return metadata;
  }

  private Optional<Token> token(TokenCredentialModel credential) {
    return session
        .getProvider(TokenStore.class)
        .find(session.getContext().getRealm().getId(), credential.serial());
  }

  private void describe(Token token, CredentialMetadata metadata) {
    long now = Time.currentTimeSeconds();
    // The text names the state's own text, which the console looks up: it translates no values.
    metadata.setInfoMessage(
        "motp-summary-" + token.type().name().toLowerCase(Locale.ROOT), token.stateMessageKey(now));
    metadata.setInfoProperties(
        Stream.concat(
                Stream.of(
                    property("motp-table-serial", token.serial()),
                    property("motp-table-expires", date(token.expires()))),
                session
                    .getProvider(TokenStore.class)
                    .appTokens()
                    .find(token.realmId(), token.serial())
                    .stream()
                    .flatMap(TokenCredentialProvider::describe))
            .toList());
  }

  private static Stream<LocalizedMessage> describe(AppToken app) {
    return Stream.of(
        property("motp-table-device", app.device()),
        property("motp-table-seen", date(app.lastSeen())));
  }

  private static LocalizedMessage property(String key, String value) {
    return new LocalizedMessage(key, new Object[] {value});
  }

  private static String date(Long epochSeconds) {
    return epochSeconds == null
        ? "--"
        : Instant.ofEpochSecond(epochSeconds).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}

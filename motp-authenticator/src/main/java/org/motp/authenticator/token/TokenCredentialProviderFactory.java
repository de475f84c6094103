package org.motp.authenticator.token;

import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Makes the credential type {@code motp} known. */
public final class TokenCredentialProviderFactory
    implements CredentialProviderFactory<TokenCredentialProvider> {
  /** Provider id. */
  public static final String PROVIDER_ID = "motp";

  @Override
  public CredentialProvider<TokenCredentialModel> create(KeycloakSession session) {
    return new TokenCredentialProvider(session);
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }
}

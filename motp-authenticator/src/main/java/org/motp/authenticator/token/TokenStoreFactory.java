package org.motp.authenticator.token;

import org.keycloak.provider.ProviderFactory;

/** Makes the {@link TokenStore} of a session. */
public interface TokenStoreFactory extends ProviderFactory<TokenStore> {}

package org.motp.authenticator.token;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Names the store in Keycloak's configuration: {@code --spi-motp-token--jpa--…}. */
public final class TokenSpi implements Spi {
  static final String NAME = "motp-token";

  @Override
  public boolean isInternal() {
    return false;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return TokenStore.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the SPI declares it
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return TokenStoreFactory.class;
  }
}

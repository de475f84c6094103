package org.motp.authenticator.notification.push;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Names push messages in Keycloak's configuration: {@code --spi-motp-push--web--…}. */
public final class PushSpi implements Spi {
  static final String NAME = "motp-push";

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
    return PushMessages.class;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the SPI declares it
  public Class<? extends ProviderFactory> getProviderFactoryClass() {
    return PushMessagesFactory.class;
  }
}

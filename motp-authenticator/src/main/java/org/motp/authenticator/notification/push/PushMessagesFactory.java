package org.motp.authenticator.notification.push;

import org.keycloak.provider.ProviderFactory;

/** Makes the {@link PushMessages} of a session. */
public interface PushMessagesFactory extends ProviderFactory<PushMessages> {}

package org.motp.authenticator.token;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Brings our tables and their change log to Keycloak's database. */
public final class TokenEntityProviderFactory implements JpaEntityProviderFactory {
  private static final String PROVIDER_ID = "motp-token";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new JpaEntityProvider() {
      @Override
      public List<Class<?>> getEntities() {
        return List.of(
            TokenEntity.class,
            ReleaseEntity.class,
            AppEntity.class,
            QuestionEntity.class,
            SecretEntity.class,
            SignOutEntity.class);
      }

      @Override
      public String getChangelogLocation() {
        return "META-INF/motp-changelog.xml";
      }

      @Override
      public String getFactoryId() {
        return PROVIDER_ID;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return PROVIDER_ID;
  }
}

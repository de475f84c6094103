package org.motp.authenticator.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/**
 * Reads the key-encryption keys when the server starts, and refuses to start without them: a key
 * made on the spot would be lost with the next restart, and all tokens with it.
 */
public final class JpaTokenStoreFactory implements TokenStoreFactory {
  private static final String PROVIDER_ID = "jpa";
  private static final String KEYS = "key-encryption-keys";
  private static final String KEYS_FILE = "key-encryption-keys-file";
  private static final long SWEEP_MILLIS = 60_000;
  private static final List<String> TABLES =
      List.of("TokenEntity", "ReleaseEntity", "QuestionEntity");

  private final SecureRandom random = new SecureRandom();
  private KeyEncryption encryption;

  @Override
  public TokenStore create(KeycloakSession session) {
    TokenTable table = new TokenTable(session);
    NewToken newToken = new NewToken(random);
    return new JpaTokenStore(
        table,
        encryption,
        new PendingTokens(table, encryption, newToken),
        new Inventory(table, encryption, newToken));
  }

  @Override
  public void init(Config.Scope config) {
    String keys = config.get(KEYS);
    String file = config.get(KEYS_FILE);
    String option = keys != null ? KEYS : KEYS_FILE;
    if ((keys == null) == (file == null)) {
      throw wrong(
          keys == null ? "is not set" : "and --spi-motp-token--jpa--" + KEYS_FILE + " are both set",
          KEYS);
    }
    try {
      encryption = KeyEncryption.parse(keys != null ? keys : read(file), random);
    } catch (IllegalArgumentException malformed) {
      throw wrong("is wrong: " + malformed.getMessage(), option);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + file + " cannot be read", e);
    }
  }

  private static IllegalStateException wrong(String what, String option) {
    return new IllegalStateException(
        """
        The option --spi-motp-token--jpa--%s %s. It names the keys that encrypt the keys of all \
        tokens, as id:base64 with 32 random bytes each (for example: \
        echo "k1:$(openssl rand -base64 32)"); keep it outside the database and in your backup.\
        """
            .formatted(option, what));
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(JpaTokenStoreFactory::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof UserModel.UserRemovedEvent removed) {
      freeHardware(
          removed.getKeycloakSession(), removed.getRealm().getId(), removed.getUser().getId());
      for (String table : TABLES) {
        deleteAll(
            removed.getKeycloakSession(),
            table + " t where t.realmId = ?1 and t.userId = ?2",
            removed.getRealm().getId(),
            removed.getUser().getId());
      }
    } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
      for (String table : TABLES) {
        deleteAll(
            removed.getKeycloakSession(),
            table + " t where t.realmId = ?1",
            removed.getRealm().getId());
      }
      deleteAll(
          removed.getKeycloakSession(),
          "SecretEntity s where s.realmId = ?1",
          removed.getRealm().getId());
    } else if (event instanceof PostMigrationEvent started) {
      KeycloakSessionFactory factory = started.getFactory();
      try (KeycloakSession session = factory.create()) {
        session
            .getProvider(TimerProvider.class)
            .schedule(
                new ClusterAwareScheduledTaskRunner(
                    factory, JpaTokenStoreFactory::deleteAbandoned, SWEEP_MILLIS),
                SWEEP_MILLIS,
                "motp-token-sweep");
      }
    }
  }

  /** The devices that somebody who is leaving gives back; a lost one is not given back. */
  private static void freeHardware(KeycloakSession session, String realmId, String userId) {
    session
        .getProvider(JpaConnectionProvider.class)
        .getEntityManager()
        .createQuery(
            """
            update TokenEntity t set t.state = :initial, t.userId = null, t.changed = :now
             where t.realmId = :realm and t.userId = :user and t.type = :hardware
               and t.state in (:active, :disabled)""")
        .setParameter("initial", TokenState.INITIAL)
        .setParameter("now", Time.currentTimeSeconds())
        .setParameter("realm", realmId)
        .setParameter("user", userId)
        .setParameter("hardware", TokenType.HARDWARE)
        .setParameter("active", TokenState.ACTIVE)
        .setParameter("disabled", TokenState.DISABLED)
        .executeUpdate();
  }

  /** Deletes the keys that somebody was shown and never proved, and what has expired. */
  private static void deleteAbandoned(KeycloakSession session) {
    deleteAll(
        session,
        "TokenEntity t where t.state = ?1 and t.pendingLogin is not null and t.created <= ?2",
        TokenState.INITIAL,
        Time.currentTimeSeconds() - PendingTokens.LIFETIME_SECONDS);
    deleteAll(session, "ReleaseEntity r where r.expires <= ?1", Time.currentTimeSeconds());
    deleteAll(
        session,
        "QuestionEntity q where q.asked <= ?1",
        Time.currentTimeSeconds() - Questions.KEPT_SECONDS);
  }

  private static void deleteAll(KeycloakSession session, String from, Object... parameters) {
    var delete =
        session
            .getProvider(JpaConnectionProvider.class)
            .getEntityManager()
            .createQuery("delete from " + from);
    for (int i = 0; i < parameters.length; i++) {
      delete.setParameter(i + 1, parameters[i]);
    }
    delete.executeUpdate();
  }

  @Override
  public List<ProviderConfigProperty> getConfigMetadata() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(KEYS)
        .type(ProviderConfigProperty.PASSWORD)
        .secret(true)
        .helpText(
            "Keys that encrypt the keys of tokens: id:base64 of 32 bytes, comma-separated. "
                + "The first one encrypts, all decrypt.")
        .add()
        .property()
        .name(KEYS_FILE)
        .type(ProviderConfigProperty.STRING_TYPE)
        .helpText("File with the same, one id:base64 a line.")
        .add()
        .build();
  }

  @Override
  public void close() {}

  @Override
  public String getId() {
    return PROVIDER_ID;
  }
}

package org.motp.authenticator.token;

import jakarta.persistence.TypedQuery;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.keycloak.models.ModelDuplicateException;

/**
 * Secrets that a realm makes once and keeps, encrypted with the key-encryption key. In a table of
 * their own, because what Keycloak keeps for a realm stands in its exports.
 */
public final class RealmSecrets {
  private final TokenTable table;
  private final KeyEncryption encryption;

  RealmSecrets(TokenTable table, KeyEncryption encryption) {
    this.table = table;
    this.encryption = encryption;
  }

  /**
   * The secret of this name; made when there is none. Of two nodes that make one at the same moment
   * one keeps it, and both return that.
   *
   * @param name at most 32 characters
   * @param make makes at most 512 bytes
   */
  public byte[] get(String realmId, String name, Supplier<byte[]> make) {
    String id = realmId + ' ' + name;
    String kept =
        query(table::query, id)
            .or(
                () -> {
                  keep(realmId, id, encryption.encrypt(make.get(), owner(id)));
                  // Not in the request's transaction, which may not see what was committed since.
                  return table.inOwnTransaction(em -> query(em::createQuery, id));
                })
            .orElseThrow();
    return encryption.decrypt(kept, owner(id));
  }

  private static Optional<String> query(
      BiFunction<String, Class<String>, TypedQuery<String>> transaction, String id) {
    return transaction
        .apply("select s.secret from SecretEntity s where s.id = :id", String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  private void keep(String realmId, String id, String encrypted) {
    try {
      table.inOwnTransaction(
          em -> {
            SecretEntity row = new SecretEntity();
            row.id = id;
            row.realmId = realmId;
            row.secret = encrypted;
            em.persist(row);
            em.flush();
            return row;
          });
    } catch (ModelDuplicateException anotherNodeWasQuicker) {
      // Then its secret counts.
    }
  }

  private static String owner(String id) {
    return "realm secret\n" + id;
  }
}

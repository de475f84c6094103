package org.motp.authenticator.token;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * How the tables of tokens are read and written: reads belong to the request's transaction, and
 * each change has a short one of its own. A row never stays managed, or Hibernate would answer the
 * next read from its cache and write stale columns back.
 */
record TokenTable(KeycloakSession session) {

  /** A query in the request's transaction. */
  <T> TypedQuery<T> query(String jpql, Class<T> result) {
    return entityManager(session).createQuery(jpql, result);
  }

  Token detached(TokenEntity row) {
    entityManager(session).detach(row);
    return row.toToken();
  }

  AppEntity detached(AppEntity row) {
    entityManager(session).detach(row);
    return row;
  }

  Question detached(QuestionEntity row) {
    entityManager(session).detach(row);
    return row.toQuestion();
  }

  /** A change that has committed when this returns. */
  <T> T inOwnTransaction(Function<EntityManager, T> change) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(), own -> change.apply(entityManager(own)));
  }

  private static EntityManager entityManager(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }
}

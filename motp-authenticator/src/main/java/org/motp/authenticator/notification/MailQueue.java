package org.motp.authenticator.notification;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends mails one after the other on threads of its own. When the mail server hangs and the queue
 * is full, further mails are dropped with a line in the log; no login ever waits. Thread-safe.
 */
final class MailQueue {
  private static final Logger LOG = Logger.getLogger(MailQueue.class);
  private static final int THREADS = 2;
  private static final int CAPACITY = 1000;

  private final KeycloakSessionFactory factory;
  private final ThreadPoolExecutor executor;

  MailQueue(KeycloakSessionFactory factory) {
    this.factory = factory;
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(CAPACITY),
            task -> {
              Thread thread = new Thread(task, "motp-mail");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  void add(Mail mail) {
    try {
      executor.execute(() -> send(mail));
    } catch (RejectedExecutionException full) {
      LOG.warnf(
          "%d mails wait for the mail server; the one to user %s is dropped",
          CAPACITY, mail.userId());
    }
  }

  private void send(Mail mail) {
    try {
      KeycloakModelUtils.runJobInTransaction(factory, session -> sendIn(session, mail));
    } catch (RuntimeException edgeOfThread) {
      // A mail that cannot be made must not end the thread that sends the next one.
      LOG.warnf(edgeOfThread, "a mail to user %s was not sent", mail.userId());
    }
  }

  private static void sendIn(KeycloakSession session, Mail mail) {
    try {
      mail.send(session);
    } catch (EmailException e) {
      LOG.warnf(
          "a mail to user %s was not sent: %s (%s)", mail.userId(), e.getMessage(), e.getCause());
    }
  }

  void close() {
    executor.shutdownNow();
  }
}

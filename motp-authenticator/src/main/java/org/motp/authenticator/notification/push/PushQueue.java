package org.motp.authenticator.notification.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.http.client.HttpClient;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.motp.authenticator.token.PushSubscriptions;
import org.motp.authenticator.token.TokenStore;

/**
 * Sends push messages on threads of its own, and again later where a push service asks for it, as
 * long as their question is open. When push services hang and too many wait, further messages are
 * dropped with a line in the log: the app finds its question when it is opened. Thread-safe.
 */
final class PushQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PushQueue.class);
  private static final int THREADS = 4;
  private static final int CAPACITY = 1000;
  private static final int MOST_ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final long VAPID_SECONDS = 60 * 60;

  /** Nothing but that there is something to see. */
  private static final byte[] MESSAGE = "{}".getBytes(StandardCharsets.US_ASCII);

  private final KeycloakSessionFactory factory;
  private final Function<KeycloakSession, WebPush> pushes;
  private final PushSender sender;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(CAPACITY);
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Makes a queue.
   *
   * @param pushes makes what belongs to the session of one message
   */
  PushQueue(
      KeycloakSessionFactory factory,
      Function<KeycloakSession, WebPush> pushes,
      PushSender sender) {
    this.factory = factory;
    this.pushes = pushes;
    this.sender = sender;
    this.executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "motp-push");
              thread.setDaemon(true);
              return thread;
            });
    executor.setKeepAliveTime(1, TimeUnit.MINUTES);
    executor.allowCoreThreadTimeOut(true);
  }

  void add(PushJob job) {
    if (!places.tryAcquire()) {
      LOG.warnf(
          "%d push messages wait; the one to user %s is dropped",
          CAPACITY, job.question().userId());
      return;
    }
    start(job, Duration.ZERO);
  }

  private void start(PushJob job, Duration pause) {
    try {
      var unused = executor.schedule(() -> run(job), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      places.release();
    }
  }

  private void run(PushJob job) {
    Optional<Duration> pause = Optional.empty();
    try {
      pause = attempt(job);
    } catch (RuntimeException edgeOfThread) {
      // A message that cannot be made must not keep its place for ever.
      LOG.warnf(edgeOfThread, "a push message to user %s was not sent", job.question().userId());
    }
    pause.ifPresentOrElse(length -> start(job.again(), length), places::release);
  }

  /** Sends a message; the answer is how long to wait before the next attempt, if there is one. */
  private Optional<Duration> attempt(PushJob job) {
    // Read and done with: no connection to the database is held while a push service is asked.
    Optional<Prepared> prepared =
        KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> prepare(session, job));
    if (prepared.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = sender.send(prepared.get().client(), prepared.get().message());
    LOG.debugf("push message %d: %s", job.attempt(), delivery.reason());
    switch (delivery.outcome()) {
      case TAKEN -> {}
      case GONE -> forget(job, prepared.get().endpoint());
      case REFUSED -> LOG.warnf("a push message was refused: %s", delivery.reason());
      case LATER -> {
        Duration pause = pause(job, delivery);
        if (job.attempt() < MOST_ATTEMPTS && secondsLeft(job) > pause.toSeconds()) {
          return Optional.of(pause);
        }
        LOG.warnf("a push message was not sent: %s", delivery.reason());
      }
    }
    return Optional.empty();
  }

  /** What is needed to send one. */
  private record Prepared(HttpClient client, PushSender.Message message, String endpoint) {}

  /** Empty when there is nothing to be sent (any more). */
  private Optional<Prepared> prepare(KeycloakSession session, PushJob job) {
    RealmModel realm = session.realms().getRealm(job.realmId());
    TokenStore store = session.getProvider(TokenStore.class);
    long left = secondsLeft(job);
    boolean open =
        realm != null
            && left > 0
            && store.questionAnswers().openFor(job.question().tokenId(), now()).stream()
                .anyMatch(question -> question.id().equals(job.question().id()));
    if (!open) {
      return Optional.empty();
    }
    session.getContext().setRealm(realm);
    WebPush push = pushes.apply(session);
    return store
        .pushSubscriptions()
        .find(job.question().tokenId())
        // The administrator may have taken a host off the list since the phone subscribed.
        .filter(subscription -> push.accepts(realm, subscription))
        .map(subscription -> prepare(session, push, realm, subscription, job, left));
  }

  private Prepared prepare(
      KeycloakSession session,
      WebPush push,
      RealmModel realm,
      PushSubscriptions.Row row,
      PushJob job,
      long left) {
    Subscription subscription = Subscription.of(row);
    URI endpoint = subscription.endpoint();
    // RFC 8292 section 2.1: an https or mailto address, and none is better than another kind.
    String contact = job.issuer().startsWith("https:") ? job.issuer() : null;
    String authorization = push.key(realm).authorization(endpoint, now() + VAPID_SECONDS, contact);
    return new Prepared(
        session.getProvider(HttpClientProvider.class).getHttpClient(),
        new PushSender.Message(
            endpoint,
            push.hosts(realm).isOwn(endpoint),
            authorization,
            left,
            PushEncryption.encrypt(MESSAGE, subscription, random)),
        row.endpoint());
  }

  private void forget(PushJob job, String endpoint) {
    KeycloakModelUtils.runJobInTransaction(
        factory,
        session ->
            session
                .getProvider(TokenStore.class)
                .pushSubscriptions()
                .remove(job.question().tokenId(), endpoint));
  }

  private static Duration pause(PushJob job, Delivery delivery) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (job.attempt() - 1));
    return Optional.ofNullable(delivery.retryAfter())
        .filter(asked -> asked.compareTo(doubled) > 0)
        .orElse(doubled);
  }

  private static long secondsLeft(PushJob job) {
    return job.question().expires() - now();
  }

  private static long now() {
    return Time.currentTimeSeconds();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    sender.close();
  }
}

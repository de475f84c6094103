package org.motp.authenticator.notification.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.keycloak.common.util.Time;
import org.motp.authenticator.notification.push.Delivery.Outcome;

/**
 * Posts one message to a push service (RFC 8030 section 5) and reads what it says. Blocks, but
 * never longer than its patience. Thread-safe.
 */
final class PushSender implements AutoCloseable {
  /** Only the newest message of a phone that was off is delivered (RFC 8030 section 5.4). */
  private static final String TOPIC = "motp";

  /** Looks a host name up. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  private final Duration patience;
  private final ScheduledExecutorService alarm =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "motp-push-alarm");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes a sender.
   *
   * @param patience how long an exchange may take as a whole
   */
  PushSender(Resolver resolver, Duration patience) {
    this.resolver = resolver;
    this.patience = patience;
  }

  /**
   * A message on its way.
   *
   * @param own whether the endpoint is one of the company's own, which may have a private address
   * @param authorization by VAPID
   * @param ttl seconds for which the push service keeps it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(URI endpoint, boolean own, String authorization, long ttl, byte[] body) {}

  Delivery send(HttpClient client, Message message) {
    String host = message.endpoint().getHost();
    if (!message.own() && isPrivate(host)) {
      return Delivery.of(Outcome.REFUSED, host + " has a private address");
    }
    HttpPost post = post(message);
    Future<?> ringing = alarm.schedule(post::abort, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.execute(post, response -> read(host, response));
    } catch (IOException | IllegalStateException broken) {
      return Delivery.of(
          Outcome.LATER,
          host
              + (post.isAborted() ? " does not answer" : ": " + broken.getClass().getSimpleName()));
    } finally {
      ringing.cancel(false);
      post.releaseConnection();
    }
  }

  private HttpPost post(Message message) {
    HttpPost post = new HttpPost(message.endpoint());
    int millis = Math.toIntExact(patience.toMillis());
    post.setConfig(
        RequestConfig.custom()
            .setRedirectsEnabled(false)
            .setConnectionRequestTimeout(millis)
            .setConnectTimeout(millis)
            .setSocketTimeout(millis)
            .build());
    post.setHeader(HttpHeaders.AUTHORIZATION, message.authorization());
    post.setHeader("TTL", Long.toString(message.ttl()));
    post.setHeader("Urgency", "high");
    post.setHeader("Topic", TOPIC);
    post.setHeader(HttpHeaders.CONTENT_ENCODING, "aes128gcm");
    post.setEntity(new ByteArrayEntity(message.body(), ContentType.APPLICATION_OCTET_STREAM));
    return post;
  }

  private static Delivery read(String host, org.apache.http.HttpResponse response) {
    int status = response.getStatusLine().getStatusCode();
    String reason = host + " answers " + status;
    if (status / 100 == 2) {
      return Delivery.of(Outcome.TAKEN, reason);
    }
    if (status == 404 || status == 410) {
      return Delivery.of(Outcome.GONE, reason);
    }
    if (status == 429 || status / 100 == 5) {
      Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
      return new Delivery(
          Outcome.LATER, retryAfter == null ? null : retryAfter(retryAfter.getValue()), reason);
    }
    return Delivery.of(Outcome.REFUSED, reason);
  }

  /** Seconds or a date (RFC 9110 section 10.2.3); null for what is neither. */
  static Duration retryAfter(String value) {
    String text = value.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), then);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException neither) {
      return null;
    }
  }

  /** A name that cannot be looked up here may still be known to a proxy. */
  private boolean isPrivate(String host) {
    try {
      return Arrays.stream(resolver.resolve(host)).anyMatch(PushSender::isPrivate);
    } catch (UnknownHostException behindProxy) {
      return false;
    }
  }

  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared
        || (bytes.length == 4 && bytes[0] == 0);
  }

  @Override
  public void close() {
    alarm.shutdownNow();
  }
}

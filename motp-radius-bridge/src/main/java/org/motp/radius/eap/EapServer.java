package org.motp.radius.eap;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.motp.radius.login.Logins;
import org.motp.radius.login.UserNames;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.RequestHandler;

/**
 * What EAP needs as long as the bridge runs: the conversations that are open, and threads for TLS,
 * whose few milliseconds a round would hold the sockets up. Costs nothing as long as nobody asks
 * for EAP. Safe for use by several threads.
 */
public final class EapServer implements AutoCloseable {

  /**
   * The detail of an answer in the middle of a conversation, of which there are half a dozen before
   * anybody has said anything.
   */
  public static final String ROUND = "eap-round";

  private static final int THREADS = 2;
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration LOOK = Duration.ofDays(1);

  private final EapListener listener;
  private final Timing timing;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Conversations conversations;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          new DefaultThreadFactory("motp-eap", true));

  private volatile Optional<EapSettings> current = Optional.empty();

  public EapServer(EapListener listener, Timing timing, SecureRandom random, InstantSource clock) {
    this.listener = listener;
    this.timing = timing;
    this.random = random;
    this.clock = clock;
    this.conversations = new Conversations(timing, random);
    threads.allowCoreThreadTimeOut(true);
    timing.after(LOOK, this::lookEveryDay);
  }

  /**
   * Answers requests that carry EAP; conversations go on from one handler to the next.
   *
   * @param settings without them every EAP request is rejected
   * @param logins decides what is said inside the tunnel, and all requests without EAP
   * @param userNames as the logins have them
   * @param askable whether logins can be decided at all; if not, nothing is begun, so that the NAS
   *     asks its next server before its user has said anything
   */
  public RequestHandler handler(
      Optional<EapSettings> settings, Logins logins, UserNames userNames, BooleanSupplier askable) {
    current = settings;
    lookAtCertificate();
    return new EapLogins(
        settings, logins, userNames, askable, listener, timing, threads, random, conversations);
  }

  private void lookEveryDay() {
    lookAtCertificate();
    timing.after(LOOK, this::lookEveryDay);
  }

  private void lookAtCertificate() {
    current
        .map(EapSettings::identity)
        .filter(identity -> identity.notAfter().isBefore(clock.instant().plus(SOON)))
        .ifPresent(listener::endsSoon);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}

package org.motp.radius.keycloak;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.motp.radius.http.HttpReply;
import org.motp.radius.time.Timing;

/**
 * The realm's public keys: fetched when they are first needed and whenever a key is asked for that
 * is not among them, but not more often than every few seconds. Safe for use by several threads.
 */
final class SigningKeys {

  /** So that tokens with invented key ids cannot make us ask Keycloak for each of them. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private record Fetched(CompletableFuture<JWKSet> keys, long at) {}

  private final Supplier<CompletionStage<HttpReply>> source;
  private final Timing timing;
  private final AtomicReference<Fetched> fetched = new AtomicReference<>();

  /**
   * Makes an empty set.
   *
   * @param source asks Keycloak for the keys
   */
  SigningKeys(Supplier<CompletionStage<HttpReply>> source, Timing timing) {
    this.source = source;
    this.timing = timing;
  }

  /**
   * The keys, among them the one with this id if Keycloak has it.
   *
   * @return fails if the keys cannot be fetched
   */
  CompletableFuture<JWKSet> with(String keyId) {
    Fetched current = fetched.get();
    if (current == null || current.keys().isCompletedExceptionally()) {
      return fetch(current);
    }
    return current.keys().thenCompose(keys -> enough(keys, keyId, current));
  }

  private CompletableFuture<JWKSet> enough(JWKSet keys, String keyId, Fetched current) {
    boolean stale =
        keys.getKeyByKeyId(keyId) == null && timing.nanoTime() - current.at() > PAUSE.toNanos();
    return stale ? fetch(current) : CompletableFuture.completedFuture(keys);
  }

  private CompletableFuture<JWKSet> fetch(Fetched old) {
    CompletableFuture<JWKSet> keys = new CompletableFuture<>();
    if (!fetched.compareAndSet(old, new Fetched(keys, timing.nanoTime()))) {
      return fetched.get().keys();
    }
    var unused =
        source
            .get()
            .thenApply(SigningKeys::parse)
            .whenComplete(
                (parsed, failure) -> {
                  if (failure == null) {
                    keys.complete(parsed);
                  } else {
                    keys.completeExceptionally(failure);
                  }
                });
    return keys;
  }

  private static JWKSet parse(HttpReply reply) {
    if (reply.status() != 200) {
      throw new CompletionException(
          new IOException("HTTP " + reply.status() + " instead of the realm's keys"));
    }
    try {
      return JWKSet.parse(reply.body());
    } catch (ParseException e) {
      throw new CompletionException(new IOException("no key set instead of the realm's keys", e));
    }
  }
}

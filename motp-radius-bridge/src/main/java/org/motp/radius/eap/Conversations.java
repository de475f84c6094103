package org.motp.radius.eap;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.motp.radius.time.Timing;
import org.motp.radius.wire.Attribute;
import org.motp.radius.wire.AttributeType;

/**
 * The conversations that wait for their peers, each under a State of its own that is random and
 * good for one round. Bounded in number and time. Safe for use by several threads.
 */
final class Conversations {

  /** For a handshake, from its first packet on. */
  static final Duration HANDSHAKE = Duration.ofMinutes(1);

  /** For a user who is asked for a code: as long as Keycloak waits for it. */
  static final Duration USER = Duration.ofMinutes(2);

  /** For all of it. */
  static final Duration ALL = Duration.ofMinutes(5);

  private static final int STATE_BYTES = 16;

  /**
   * A conversation with what it is bound to.
   *
   * @param client the NAS that it is held with
   * @param begunAt nanoseconds on the clock
   */
  record Held(Conversation conversation, String client, long begunAt) {}

  private record Waiting(Held held, long until) {}

  private final Timing timing;
  private final SecureRandom random;
  private final Map<ByteBuffer, Waiting> waiting = new LinkedHashMap<>();

  Conversations(Timing timing, SecureRandom random) {
    this.timing = timing;
    this.random = random;
  }

  /**
   * Keeps a conversation for its next round. Where there are too many, the one is forgotten that
   * has waited longest of those that are still in their handshake: they cost an attacker nothing.
   *
   * @param most how many may wait
   * @return the State of the round; empty if there is no room
   */
  synchronized Optional<Attribute> keep(Held held, int most) {
    long now = timing.nanoTime();
    waiting.values().removeIf(entry -> entry.until() - now < 0);
    if (waiting.size() >= most && !forgetHandshake()) {
      return Optional.empty();
    }
    long age = now - held.begunAt();
    long left =
        held.conversation().established()
            ? Math.min(USER.toNanos(), ALL.toNanos() - age)
            : HANDSHAKE.toNanos() - age;
    byte[] state = new byte[STATE_BYTES];
    random.nextBytes(state);
    waiting.put(ByteBuffer.wrap(state), new Waiting(held, now + left));
    return Optional.of(new Attribute(AttributeType.STATE, state));
  }

  /** Takes out the conversation with this State; there is none if it is another client's. */
  synchronized Optional<Held> take(Attribute state, String client) {
    Waiting entry = waiting.get(ByteBuffer.wrap(state.value()));
    if (entry == null || !entry.held().client().equals(client)) {
      return Optional.empty();
    }
    waiting.remove(ByteBuffer.wrap(state.value()));
    return entry.until() - timing.nanoTime() < 0 ? Optional.empty() : Optional.of(entry.held());
  }

  synchronized int size() {
    return waiting.size();
  }

  private boolean forgetHandshake() {
    Iterator<Waiting> longestFirst = waiting.values().iterator();
    while (longestFirst.hasNext()) {
      if (!longestFirst.next().held().conversation().established()) {
        longestFirst.remove();
        return true;
      }
    }
    return false;
  }
}

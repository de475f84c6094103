package org.motp.radius.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The requests of the last seconds that are over, with their replies, the one that ended first
 * first. A few arrays hold all of them: tens of thousands of objects that live for seconds cost the
 * garbage collector more time than the logins themselves. The arrays grow as they are needed, and
 * shrink when nothing is left. Guarded by its intake.
 */
final class FinishedRequests {

  /** Powers of two, like everything that grows from them. */
  private static final int FEWEST_SLOTS = 64;

  private static final int FEWEST_BYTES = 8 * 1024;
  private static final int MOST_BYTES = 1 << 29;
  private static final int NONE = -1;

  /** So that nobody can choose authenticators that meet in one bucket. */
  private final long seed = ThreadLocalRandom.current().nextLong() | 1;

  private Object[] conversations;
  private long[] heads;
  private long[] tails;
  private short[] codes;
  private long[] arrivals;
  private long[] replyStarts;
  private short[] replyLengths;
  private int[] nextInBucket;
  private int[] buckets;
  private int first;
  private int size;

  /** A ring: the byte with number n stands at n modulo its length. */
  private byte[] replies = new byte[FEWEST_BYTES];

  private long repliesStart;
  private long repliesEnd;

  FinishedRequests() {
    allocate(FEWEST_SLOTS);
  }

  private void allocate(int slots) {
    conversations = new Object[slots];
    heads = new long[slots];
    tails = new long[slots];
    codes = new short[slots];
    arrivals = new long[slots];
    replyStarts = new long[slots];
    replyLengths = new short[slots];
    nextInBucket = new int[slots];
    buckets = new int[slots];
    Arrays.fill(buckets, NONE);
    first = 0;
  }

  int size() {
    return size;
  }

  /**
   * The reply to a request.
   *
   * @return without bytes if it was not answered; empty if the request is not remembered
   */
  Optional<byte[]> find(Exchange.Key key) {
    int slot = buckets[bucket(key.authenticatorHead(), key.authenticatorTail())];
    while (slot != NONE) {
      if (heads[slot] == key.authenticatorHead()
          && tails[slot] == key.authenticatorTail()
          && codes[slot] == key.codeAndIdentifier()
          && conversations[slot].equals(key.conversation())) {
        return Optional.of(read(replyStarts[slot], replyLengths[slot]));
      }
      slot = nextInBucket[slot];
    }
    return Optional.empty();
  }

  /**
   * Remembers a request that is not remembered.
   *
   * @param arrival when it came first
   * @param reply up to 4096 bytes; none if it was not answered
   */
  void add(Exchange.Key key, long arrival, byte[] reply) {
    makeRoom(reply.length);
    int slot = first + size & heads.length - 1;
    conversations[slot] = key.conversation();
    heads[slot] = key.authenticatorHead();
    tails[slot] = key.authenticatorTail();
    codes[slot] = key.codeAndIdentifier();
    arrivals[slot] = arrival;
    replyStarts[slot] = repliesEnd;
    replyLengths[slot] = (short) reply.length;
    write(repliesEnd, reply);
    repliesEnd += reply.length;
    size++;
    link(slot);
  }

  /** When the one that ended first had come; only if there is one. */
  long oldestArrival() {
    return arrivals[first];
  }

  /** Forgets the one that ended first; only if there is one. */
  void removeOldest() {
    unlink(first);
    conversations[first] = null;
    repliesStart += replyLengths[first];
    first = first + 1 & heads.length - 1;
    size--;
    if (size == 0 && heads.length > FEWEST_SLOTS) {
      allocate(FEWEST_SLOTS);
      replies = new byte[FEWEST_BYTES];
    }
  }

  private void makeRoom(int bytes) {
    while (repliesEnd - repliesStart + bytes > replies.length) {
      if (replies.length < MOST_BYTES) {
        byte[] all = read(repliesStart, (int) (repliesEnd - repliesStart));
        replies = new byte[2 * replies.length];
        write(repliesStart, all);
      } else {
        removeOldest();
      }
    }
    if (size == heads.length) {
      moveTo(2 * size);
    }
  }

  private void moveTo(int slots) {
    final int from = first;
    final Object[] oldConversations = conversations;
    final long[] oldHeads = heads;
    final long[] oldTails = tails;
    final short[] oldCodes = codes;
    final long[] oldArrivals = arrivals;
    final long[] oldStarts = replyStarts;
    final short[] oldLengths = replyLengths;
    allocate(slots);
    for (int i = 0; i < size; i++) {
      int old = from + i & oldHeads.length - 1;
      conversations[i] = oldConversations[old];
      heads[i] = oldHeads[old];
      tails[i] = oldTails[old];
      codes[i] = oldCodes[old];
      arrivals[i] = oldArrivals[old];
      replyStarts[i] = oldStarts[old];
      replyLengths[i] = oldLengths[old];
      link(i);
    }
  }

  private int bucket(long head, long tail) {
    long mixed = (head ^ seed) * 0x9E3779B97F4A7C15L + tail;
    mixed = (mixed ^ mixed >>> 29) * seed;
    return (int) (mixed >>> 32) & buckets.length - 1;
  }

  private void link(int slot) {
    int bucket = bucket(heads[slot], tails[slot]);
    nextInBucket[slot] = buckets[bucket];
    buckets[bucket] = slot;
  }

  private void unlink(int slot) {
    int bucket = bucket(heads[slot], tails[slot]);
    if (buckets[bucket] == slot) {
      buckets[bucket] = nextInBucket[slot];
      return;
    }
    int before = buckets[bucket];
    while (nextInBucket[before] != slot) {
      before = nextInBucket[before];
    }
    nextInBucket[before] = nextInBucket[slot];
  }

  private byte[] read(long start, int length) {
    byte[] bytes = new byte[length];
    int at = (int) start & replies.length - 1;
    int untilEnd = Math.min(length, replies.length - at);
    System.arraycopy(replies, at, bytes, 0, untilEnd);
    System.arraycopy(replies, 0, bytes, untilEnd, length - untilEnd);
    return bytes;
  }

  private void write(long start, byte[] bytes) {
    int at = (int) start & replies.length - 1;
    int untilEnd = Math.min(bytes.length, replies.length - at);
    System.arraycopy(bytes, 0, replies, at, untilEnd);
    System.arraycopy(bytes, untilEnd, replies, 0, bytes.length - untilEnd);
  }
}

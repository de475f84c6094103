package org.motp.authenticator.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.motp.authenticator.otp.Hotp;
import org.motp.authenticator.otp.MobileOtp;
import org.motp.authenticator.otp.Totp;
import org.motp.authenticator.otp.TypedCode;

/**
 * A code that a token makes at one of the steps that are tried: for time-based ones the present
 * step, corrected by the known drift, and one either side (RFC 6238 §5.2); for HOTP the next
 * counter and ten more (RFC 4226 §7.4).
 *
 * @param step unsigned TOTP step or HOTP counter
 * @param drift steps that the device is ahead of the server; 0 for HOTP
 */
record CodeMatch(BigInteger step, int drift) {
  private static final int[] NEARBY = {0, -1, 1};
  private static final int LOOK_AHEAD = 10;

  /** How far two consecutive codes are looked for: eight hours either side at 30 s. */
  private static final int RESYNCHRONISATION = 1000;

  private static final int AROUND_NOW = 2;

  private static final BigInteger LARGEST_COUNTER = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** Whether the input has the form of this algorithm's codes; anything else is not compared. */
  static Optional<TypedCode> form(CodeAlgorithm algorithm, String input) {
    return switch (algorithm.kind()) {
      case MOTP -> TypedCode.mobileOtp(input);
      case TOTP, HOTP -> TypedCode.decimal(input, algorithm.digits());
    };
  }

  /** The first step after the last used one at which the token makes this code. */
  static Optional<CodeMatch> find(Token token, byte[] key, TypedCode code, long now) {
    return switch (token.algorithm().kind()) {
      case HOTP -> counterBased(token, key, code);
      case TOTP, MOTP -> timeBased(token, key, code, now);
    };
  }

  private static Optional<CodeMatch> timeBased(Token token, byte[] key, TypedCode code, long now) {
    long present = Math.floorDiv(now, token.algorithm().periodSeconds());
    return IntStream.of(NEARBY)
        .map(nearby -> token.drift() + nearby)
        .filter(drift -> Math.abs(drift) <= RESYNCHRONISATION && present + drift >= 0)
        .mapToObj(drift -> new CodeMatch(BigInteger.valueOf(present + drift), drift))
        .filter(match -> match.madeBy(token, key, code))
        .findFirst();
  }

  private static Optional<CodeMatch> counterBased(Token token, byte[] key, TypedCode code) {
    return IntStream.rangeClosed(1, 1 + LOOK_AHEAD)
        .mapToObj(ahead -> new CodeMatch(token.lastStep().add(BigInteger.valueOf(ahead)), 0))
        .filter(match -> match.step.compareTo(LARGEST_COUNTER) <= 0)
        .filter(match -> match.madeBy(token, key, code))
        .findFirst();
  }

  /**
   * The second of two consecutive codes, far from where the token was expected.
   *
   * <p>Steps up to the last used one count only around the present time, for a phone that was ahead
   * and has been set right: whoever has seen two old codes cannot go back to them.
   */
  static Optional<CodeMatch> findConsecutive(
      Token token, byte[] key, TypedCode first, TypedCode second, long now) {
    boolean counting = token.algorithm().kind() == CodeAlgorithm.Kind.HOTP;
    long present = counting ? 0 : Math.floorDiv(now, token.algorithm().periodSeconds());
    return IntStream.rangeClosed(0, 2 * RESYNCHRONISATION)
        .map(i -> (i + 1) / 2 * (i % 2 == 0 ? -1 : 1))
        .mapToObj(
            away ->
                counting
                    ? new CodeMatch(token.lastStep().add(BigInteger.valueOf(away)), 0)
                    : new CodeMatch(BigInteger.valueOf(present + away), away))
        .filter(match -> match.isPlausible(token, counting))
        .filter(
            match -> match.makes(token, key, second) && match.previous().makes(token, key, first))
        .findFirst();
  }

  private boolean isPlausible(Token token, boolean counting) {
    boolean ahead = previous().step.compareTo(token.lastStep()) > 0;
    boolean aroundNow = !counting && Math.abs(drift) <= AROUND_NOW;
    return step.signum() > 0 && step.compareTo(LARGEST_COUNTER) <= 0 && (ahead || aroundNow);
  }

  private CodeMatch previous() {
    return new CodeMatch(step.subtract(BigInteger.ONE), drift);
  }

  private boolean madeBy(Token token, byte[] key, TypedCode code) {
    return step.compareTo(token.lastStep()) > 0 && makes(token, key, code);
  }

  private boolean makes(Token token, byte[] key, TypedCode code) {
    return code.matches(codeAt(token.algorithm(), key, step.longValue()));
  }

  private static String codeAt(CodeAlgorithm algorithm, byte[] key, long step) {
    return switch (algorithm.kind()) {
      case TOTP ->
          new Totp(algorithm.hash(), algorithm.digits(), algorithm.periodSeconds()).code(key, step);
      case HOTP -> new Hotp(algorithm.hash(), algorithm.digits()).code(key, step);
      case MOTP -> {
        // A Mobile-OTP key is the text "secret:PIN".
        String[] parts = new String(key, StandardCharsets.UTF_8).split(":", 2);
        yield new MobileOtp().code(parts[0], parts[1], step);
      }
    };
  }
}
